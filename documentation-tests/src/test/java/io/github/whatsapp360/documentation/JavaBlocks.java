package io.github.whatsapp360.documentation;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The Java blocks of all pages, compiled.
 *
 * <p>A block is a file with a package, one or several classes, members of a class, or statements. It may begin with
 * imports. A block of imports only holds for all blocks of its page that are no files. Members and statements are put
 * into a class that extends {@link Given}. There they may use the members of other blocks of their page, which are put
 * beside them.
 */
final class JavaBlocks {

    private static final Pattern IMPORT = Pattern.compile("^import [\\w.* ]+;$", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);$", Pattern.MULTILINE);
    private static final File[] COMPILE_ONLY = new File(System.getProperty("compile.only")).listFiles();
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private final Map<Block, Source> sources = new HashMap<>();
    private final Map<Block, String> problems = new HashMap<>();
    private final Map<Block, String> names = new HashMap<>();
    private final ClassLoader loader;

    /** The source of a block: the parts that are its own, and the class that it becomes. */
    private record Source(Block block, Set<String> imports, String body, Kind kind, Set<String> names) {}

    private enum Kind {
        FILE,
        IMPORTS,
        CLASSES,
        MEMBERS,
        STATEMENTS
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String code;

        Text(String name, String code) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }

    JavaBlocks(List<Block> blocks) {
        Map<Block, Text> texts = new HashMap<>();
        Map<Path, List<Block>> pages = blocks.stream().collect(Collectors.groupingBy(Block::page));
        blocks.forEach(block -> sources.put(block, source(block)));
        int page = 0;
        for (List<Block> onPage : pages.values()) {
            page++;
            for (Block block : onPage) {
                texts.put(block, text(sources.get(block), onPage, "page" + page));
            }
        }
        try {
            Path classes = Files.createTempDirectory("classes");
            // javac stops at the first phase with an error, so what has one is left out
            while (!compile(texts, classes)) {
                texts.keySet().removeAll(problems.keySet());
            }
            List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
            for (File jar : COMPILE_ONLY) {
                urls.add(jar.toURI().toURL());
            }
            loader = new URLClassLoader(urls.toArray(URL[]::new), JavaBlocks.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        texts.forEach((block, text) -> names.put(block, name(text)));
    }

    /** Returns what is wrong with a block; empty if nothing is. */
    String problem(Block block) {
        String problem = problems.getOrDefault(block, "");
        return problem.isEmpty() ? unused(sources.get(block)) : problem;
    }

    /** Returns the class of a block, with the class around it if it is none itself; empty for imports. */
    Optional<Class<?>> compiled(Block block) {
        try {
            return sources.get(block).kind == Kind.IMPORTS
                    ? Optional.empty()
                    : Optional.of(loader.loadClass(names.get(block)));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private String unused(Source source) {
        String used = source.kind == Kind.IMPORTS
                ? sources.values().stream()
                        .filter(other -> other.block.page().equals(source.block.page()))
                        .map(other -> other.body + other.block.given())
                        .collect(Collectors.joining())
                : source.body + source.block.given();
        return source.imports.stream()
                .filter(line -> !line.endsWith(".*;") && !uses(used, line.replaceAll(".*\\.|;", "")))
                .collect(Collectors.joining("\n"))
                .replaceFirst("^(?=.)", "unused: ");
    }

    private static boolean uses(String text, String name) {
        return Pattern.compile("\\b" + name + "\\b").matcher(text).find();
    }

    private static String name(Text text) {
        return text.toUri().getPath().substring(1).replace(".java", "").replace('/', '.');
    }

    private boolean compile(Map<Block, Text> texts, Path classes) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Map<String, Block> blocks = new HashMap<>();
        texts.forEach((block, text) -> blocks.put(text.toUri().toString(), block));
        String compileOnly =
                Stream.of(COMPILE_ONLY).map(File::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> options = List.of(
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-classpath",
                System.getProperty("java.class.path") + File.pathSeparator + compileOnly);
        boolean good = COMPILER.getTask(null, null, found, options, null, texts.values())
                .call();
        for (Diagnostic<? extends JavaFileObject> problem : found.getDiagnostics()) {
            if (problem.getKind() == Diagnostic.Kind.ERROR) {
                JavaFileObject at = problem.getSource();
                if (at == null) {
                    throw new AssertionError(problem.getMessage(Locale.ROOT));
                }
                Block block = blocks.get(at.toUri().toString());
                problems.merge(block, describe(problem, ((Text) at).code), (one, two) -> one + "\n" + two);
            }
        }
        return good;
    }

    private static String describe(Diagnostic<?> problem, String code) {
        return problem.getMessage(Locale.ROOT) + "\n    "
                + code.lines()
                        .skip(problem.getLineNumber() - 1)
                        .findFirst()
                        .orElse("")
                        .strip();
    }

    private static Source source(Block block) {
        Set<String> imports = IMPORT.matcher(block.text())
                .results()
                .map(line -> line.group())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String body = IMPORT.matcher(block.text()).replaceAll("").strip();
        // folders of the machine are those of the test
        body = body.replace("\"file:/", "\"file:" + Path.of("").toAbsolutePath() + "/");
        if (body.startsWith("package ")) {
            return new Source(block, imports, body, Kind.FILE, Set.of());
        }
        if (body.isEmpty()) {
            return new Source(block, imports, body, Kind.IMPORTS, Set.of());
        }
        if (parse(body).filter(JavaBlocks::isFile).isPresent()) {
            return new Source(block, imports, body, Kind.CLASSES, Set.of());
        }
        Optional<CompilationUnitTree> members = parse("class Members {" + body + "}");
        if (members.isPresent()) {
            ClassTree all = (ClassTree) members.get().getTypeDecls().get(0);
            Set<String> names = all.getMembers().stream()
                    .map(JavaBlocks::nameOf)
                    .filter(name -> !name.equals("<init>"))
                    .collect(Collectors.toSet());
            return new Source(block, imports, body, Kind.MEMBERS, names);
        }
        if (body.startsWith(".")) {
            body = "from(\"direct:begin\")" + body;
        }
        // comments may follow the last statement
        if (!parse("class X { void run() {" + body + "\n} }").isPresent()) {
            body += "\n;";
        }
        return new Source(block, imports, body, Kind.STATEMENTS, Set.of());
    }

    /** Returns whether its first class is no nested one. */
    private static boolean isFile(CompilationUnitTree unit) {
        return unit.getTypeDecls().get(0) instanceof ClassTree type
                && !type.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    private static String nameOf(Tree member) {
        if (member instanceof VariableTree variable) {
            return variable.getName().toString();
        }
        return member instanceof MethodTree method
                ? method.getName().toString()
                : member instanceof ClassTree type ? type.getSimpleName().toString() : "<init>";
    }

    private Text text(Source source, List<Block> onPage, String page) {
        int line = source.block.line();
        if (source.kind == Kind.FILE) {
            String in = PACKAGE.matcher(source.block.text())
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            String renamed = source.block.text().replace("package " + in + ";", "package " + page + "." + in + ";");
            return new Text(page + "." + in + "." + typeName(source.body), renamed);
        }
        Set<String> imports = new LinkedHashSet<>(source.imports);
        onPage.stream()
                .map(sources::get)
                .filter(other -> other.kind == Kind.IMPORTS)
                .forEach(other -> imports.addAll(other.imports));
        String own = "package " + page + ".block" + line + ";\n" + String.join("\n", imports) + "\n";
        String prefix = page + ".block" + line + ".";
        switch (source.kind) {
            case CLASSES -> {
                return new Text(prefix + typeName(source.body), own + source.body + "\n" + source.block.given());
            }
            case IMPORTS -> {
                return new Text(prefix + "Imports", own + "class Imports {}");
            }
            default -> {
                String name = "Block";
                String members = source.block.given() + "\n" + others(source, onPage);
                String code = source.kind == Kind.MEMBERS
                        ? source.body
                        : "@Override public void configure() throws Exception {\n" + source.body + "\n}";
                return new Text(
                        prefix + name,
                        own + "public class " + name + " extends " + Given.class.getName() + " {\npublic " + name
                                + "() throws Exception {}\n" + members + "\n" + code + "\n}");
            }
        }
    }

    /** Returns the members of other blocks of the page that a block uses, the nearest ones. */
    private String others(Source source, List<Block> onPage) {
        List<Source> candidates = onPage.stream()
                .map(sources::get)
                .filter(other -> other.kind == Kind.MEMBERS && other != source)
                .sorted((one, two) -> Integer.compare(distance(one, source), distance(two, source)))
                .toList();
        Set<String> known = new LinkedHashSet<>(source.names);
        List<Source> taken = new ArrayList<>();
        String text = source.body + source.block.given();
        boolean more = true;
        while (more) {
            more = false;
            for (Source other : candidates) {
                String used = text;
                if (!taken.contains(other)
                        && other.names.stream().noneMatch(known::contains)
                        && other.names.stream().anyMatch(name -> uses(used, name))) {
                    taken.add(other);
                    known.addAll(other.names);
                    text += other.body;
                    more = true;
                }
            }
        }
        return taken.stream()
                .map(other -> other.block.given() + "\n" + other.body)
                .collect(Collectors.joining("\n"));
    }

    private static int distance(Source one, Source two) {
        return Math.abs(one.block.line() - two.block.line());
    }

    private static String typeName(String code) {
        CompilationUnitTree unit = parse(code).orElse(null);
        return unit == null ? "Broken" : nameOf(unit.getTypeDecls().get(0));
    }

    /** Returns the tree of a file, or nothing if it is none. */
    private static Optional<CompilationUnitTree> parse(String code) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = (JavacTask)
                COMPILER.getTask(null, null, found, Arrays.asList("-proc:none"), null, List.of(new Text("X", code)));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            return found.getDiagnostics().isEmpty() && !unit.getTypeDecls().isEmpty()
                    ? Optional.of(unit)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
