# Python imports this at its start, in every Python that a fabfile starts as well, also in older ones.
import os
import sys


def _next():
    """Runs the sitecustomize that this one stands before."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    here = os.path.dirname(os.path.abspath(__file__))
    others = [path for path in sys.path if os.path.abspath(path or ".") != here]
    spec = PathFinder.find_spec("sitecustomize", others)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))


if sys.version_info >= (3, 9):
    import towpath_guard

    towpath_guard.install_on_import()
    _next()
