package io.github.whatsapp360.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of code of a page.
 *
 * @param page the page, relative to the repository
 * @param line the line of its fence
 * @param language the first word after the fence; empty if there is none
 * @param given the Java of the comment {@code <!-- given: … -->} before it; empty if there is none
 * @param text the block without its fences and their indentation
 */
record Block(Path page, int line, String language, String given, String text) {

    /** The repository. */
    static final Path ROOT = Path.of(System.getProperty("repository"));

    private static final Pattern FENCE = Pattern.compile("( *)(```+|~~~+)\\s*([\\w-]*).*");
    private static final Pattern GIVEN = Pattern.compile("<!-- given: (.*) -->");

    /** Returns the pages that users and contributors read. Decisions record the past, and are not kept current. */
    static List<Path> pages() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> pages = files.filter(file -> file.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .filter(page -> !page.startsWith("docs/decisions")
                            && !page.startsWith("docs/site") // a built site has copies of the pages
                            && !page.toString().contains("node_modules"));
            return Stream.concat(Stream.of(Path.of("README.md")), pages)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the blocks of a page, in their order. */
    static List<Block> of(Path page) {
        try {
            return of(page, Files.readAllLines(ROOT.resolve(page)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Block> of(Path page, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        String given = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            Matcher comment = GIVEN.matcher(lines.get(i).strip());
            if (comment.matches()) {
                given = comment.group(1);
            } else if (fence.matches()) {
                int begin = i;
                StringBuilder text = new StringBuilder();
                for (i++; !lines.get(i).strip().equals(fence.group(2)); i++) {
                    String line = lines.get(i);
                    text.append(
                                    line.startsWith(fence.group(1))
                                            ? line.substring(fence.group(1).length())
                                            : line)
                            .append('\n');
                }
                blocks.add(new Block(page, begin + 1, fence.group(3), given, text.toString()));
                given = "";
            }
        }
        return blocks;
    }

    /** Returns the place in the page, which an IDE opens. */
    URI place() {
        return URI.create(ROOT.resolve(page).toUri() + "?line=" + line);
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
