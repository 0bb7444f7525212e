import json

from setuptools import find_namespace_packages, setup

with open("osvimdriver/pkg_info.json", encoding="utf-8") as info:
    _pkg_info = json.load(info)

with open("DESCRIPTION.md", encoding="utf-8") as description:
    long_description = description.read()

setup(
    name="os-vim-driver",
    version=_pkg_info["version"],
    description="OpenStack implementation of a VIM driver",
    long_description=long_description,
    long_description_content_type="text/markdown",
    author="Accanto Systems",
    license="Apache-2.0",
    packages=find_namespace_packages(include=["osvimdriver*"]),
    include_package_data=True,
    python_requires=">=3.8",
    extras_require={"ignition": ["ignition-framework{0}".format(_pkg_info["ignition-version"])]},
)
