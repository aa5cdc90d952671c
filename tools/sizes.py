"""Prints how large things are and what ties them: `python -m tools.sizes`. For orientation; no figure fails a run.

Functions and files of Python without migrations, templates, circles of imports between the packages of a room (imports
inside functions too), imports inside functions, and class names with two meanings.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent / "src"
PACKAGE = ROOT / "koffer"
Tree = dict[str, set[str]]


def modules() -> dict[str, ast.Module]:
    """All modules of ours by their dotted names, parsed."""
    files = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in files]
    return {name: ast.parse(path.read_text()) for name, path in zip(names, files, strict=True)}


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """(name, lines) of each function, its docstring and signature included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def imported(tree: ast.AST, known: Iterable[str]) -> Iterator[str]:
    """The modules of `known` that are imported anywhere in `tree`, but for type checking."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            modules = [name for name in (f"{node.module}.{one.name}" for one in node.names) if name in known]
            yield from modules
            if node.module in known and len(modules) < len(node.names):
                yield node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in known)
        yield from imported(node, known)


def circles(arrows: Tree) -> list[set[str]]:
    """The groups of names that reach each other."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            for name in arrows.get(waiting.pop(), set()) - seen:
                seen.add(name)
                waiting.append(name)
        return seen

    reach = {name: reached(name) for name in arrows}
    found: list[set[str]] = []
    for name in arrows:
        group = {other for other in reach[name] if name in reach.get(other, set())}
        if group and group not in found:
            found.append(group)
    return found


def folder(name: str) -> str:
    """The package in which a module stands; a package, and a file at the top of a room, stand in themselves."""
    at_the_top = name.count(".") == 2
    return name if at_the_top or (ROOT / name.replace(".", "/")).is_dir() else name.rpartition(".")[0]


def folders(arrows: Tree) -> Tree:
    """The same arrows between packages, where they leave one."""
    found: Tree = defaultdict(set)
    for name, others in arrows.items():
        found[folder(name)] |= {folder(other) for other in others} - {folder(name)}
    return found


def told(what: str, sizes: list[int]) -> str:
    """One line about sizes."""
    ninth = round(quantiles(sizes, n=10)[-1])
    return f"{what:<28}{len(sizes):>5}, median {median(sizes):g}, 90% {ninth}, longest {max(sizes)}"


def main() -> None:
    """Print everything."""
    trees = modules()
    sizes = [(size, f"{module}.{name}") for module, tree in trees.items() for name, size in functions(tree)]
    files = [(len(path.read_text().splitlines()), str(path.relative_to(PACKAGE))) for path in PACKAGE.rglob("*.py")]
    files = [one for one in files if "migrations" not in one[1]]
    html = [(len(path.read_text().splitlines()), str(path.relative_to(PACKAGE))) for path in PACKAGE.rglob("*.html")]
    for what, found, limit in (("functions", sizes, 45), ("files", files, 300), ("templates", html, 100)):
        print(told(what, [size for size, _name in found]))
        for size, name in sorted(found, reverse=True):
            if size > limit:
                print(f"    {size:>4} {name}")

    arrows = {name: set(imported(tree, trees)) - {name} for name, tree in trees.items()}
    for what, found_circles in (("modules", circles(arrows)), ("folders", circles(folders(arrows)))):
        print(f"circles of {what}: {len(found_circles) or 'none'}")
        for group in found_circles:
            print("    " + ", ".join(sorted(group)))

    inside = [
        f"{name}:{line.lineno}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for line in ast.walk(node)
        if isinstance(line, ast.Import | ast.ImportFrom)
    ]
    print(f"imports inside functions: {len(inside) or 'none'}")
    print("    " + ", ".join(inside))

    classes: dict[str, list[str]] = defaultdict(list)
    bases: dict[str, list[set[str]]] = defaultdict(list)
    del trees["koffer.takeaway.archive.schema"]  # the same things, as they stand in a file
    for name, tree in trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name not in ("Meta", "Command"):
                classes[node.name].append(name)
                bases[node.name].append({ast.unparse(base) for base in node.bases} - {"models.Model", "Moving"})
    # Two of one name that are made from one class are the same thing in two rooms.
    same = {name for name, each in bases.items() if set.intersection(*each)}
    twice = {name: places for name, places in sorted(classes.items()) if len(places) > 1 and name not in same}
    print(f"class names with two meanings: {len(twice) or 'none'}")
    for name, places in twice.items():
        print(f"    {name}: {', '.join(place.removeprefix('koffer.') for place in places)}")


if __name__ == "__main__":
    main()
