"""What the container does by default: say which driver it is."""

from osvimdriver import __version__

print(f"os-vim-driver {__version__}")
