package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.files.DownloadedMedia;
import io.github.whatsapp360.files.MimeTypes;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.MediaInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random texts as file names and types. Each resulting name is valid on ext4 and NTFS and has the extension of its
 * type, or the file is refused with the field's name.
 */
class NamesAndTypesTest {

    /** Of each of ten beginnings, 100,000 in all. */
    private static final int CASES = 10_000;

    private static final Pattern NTFS =
            Pattern.compile("(?s)[^\\x00-\\x1f\\\\/:*?\"<>|]*[^\\x00-\\x1f\\\\/:*?\"<>|. ]");
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])( *\\..*)?");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final List<String> PARTS = List.of(
            "invoice",
            "a",
            "ä",
            "日本",
            "🚀",
            "e\u0301",
            "\ud83d",
            "\udca5",
            "\u202e",
            "\u0000",
            "\n",
            "\r",
            "\t",
            "/",
            "\\",
            "..",
            ".",
            " ",
            "\u00a0",
            ":",
            "*",
            "?",
            "\"",
            "<",
            ">",
            "|",
            "~",
            "$",
            "-",
            "${x}",
            "{{y}}",
            "con",
            "NUL",
            "com1",
            "LPT\u00b9",
            ".pdf",
            ".PDF",
            ".docx",
            ".jpg",
            ".jpeg",
            ".exe",
            ".tar.gz",
            ".camelLock",
            ".inprogress",
            ".done",
            ".mp4",
            ".ogg",
            "=?UTF-8?Q?",
            "?=",
            "=C3=A4",
            "=?UTF-8?B?Li4v?=",
            "%2e%2e%2f",
            "%00",
            "\ufeff",
            "\u200d",
            "\uffff",
            "\u3164",
            "x".repeat(260),
            "日".repeat(100),
            "👨\u200d👩\u200d👧",
            ";",
            ",",
            "=",
            "'");
    private static final List<String> TYPES = List.of(
            "application/pdf",
            "image/jpeg",
            "IMAGE/JPG",
            "audio/ogg",
            "audio/mp3; x=y",
            "text/plain",
            "video/3gp",
            "audio/x-m4a",
            "application/vnd.ms-excel",
            "image/webp",
            "application/octet-stream",
            "",
            "application/vnd.openxmlformats-officedocument" + ".wordprocessingml.document");
    private static final List<String> TYPE_PARTS = List.of(
            "application",
            "/",
            "pdf",
            "*",
            ";",
            "=",
            "image",
            "jpeg",
            " ",
            "\u0000",
            "\n",
            "ä",
            "x-",
            "+",
            ".",
            "\"",
            "a".repeat(300));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void whateverComesInANameThatEveryDiskTakesGoesOutOrTheFieldIsNamed(int seed) throws Exception {
        Random random = new Random(seed);
        Whatsapp360Configuration unchecked = new Whatsapp360Configuration();
        unchecked.setValidate(false);
        byte[] pdf = "%PDF-1.7 ".getBytes(StandardCharsets.ISO_8859_1);
        int sent = 0;
        Set<String> stored = new TreeSet<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ObjectMapper mapper = new ObjectMapper();
            for (int i = 0; i < CASES; i++) {
                String name = text(random, PARTS, 8);
                String type =
                        random.nextInt(4) > 0 ? TYPES.get(random.nextInt(TYPES.size())) : text(random, TYPE_PARTS, 6);
                Exchange exchange = new DefaultExchange(context);
                String header = List.of("CamelWhatsapp360Filename", "CamelFileName", "Content-Disposition")
                        .get(random.nextInt(3));
                exchange.getMessage()
                        .setHeader(header, header.startsWith("Content") ? "attachment; filename=" + name : name);
                exchange.getMessage().setHeader("CamelWhatsapp360MimeType", type);
                exchange.getMessage().setBody(pdf);
                try {
                    Body body = new Body(exchange, new ExchangeOptions(exchange, unchecked), mapper);
                    Upload upload = body.upload().get();
                    check(upload.filename(), upload.mimeType(), 255);
                    sent++;
                } catch (InvalidMessageException e) {
                    assertThat(e.getFields()).isSubsetOf("mimeType", "filename", "type");
                }
                DownloadedMedia media = new DownloadedMedia(MediaInfo.of(Integer.toString(i), type), folder, "");
                check(media.filename(name), type, 255);
                String safe = media.safeName(name);
                check(safe, type, 240);
                assertThat(safe).doesNotStartWith(".").doesNotMatch("(?i).*\\.(camelLock|inprogress|done)");
                assertThat(stored.add(safe.toLowerCase(Locale.ROOT))).as(safe).isTrue();
                if (i % 50 == 0) {
                    Files.createFile(folder.resolve(safe));
                }
            }
        }
        assertThat(sent).isGreaterThan(CASES / 2);
    }

    private static void check(String name, String mimeType, int maxBytes) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        boolean whole = new String(bytes, StandardCharsets.UTF_8).equals(name);
        String ending = MimeTypes.extension(mimeType);
        boolean ends = ending.isEmpty() || endings(ending).stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
        if (!whole
                || bytes.length == 0
                || bytes.length > maxBytes
                || !ends
                || !NTFS.matcher(name).matches()
                || DEVICE.matcher(name).matches()
                || UNSEEN.matcher(name).find()
                || name.contains("${")
                || name.contains("{{")) {
            throw new AssertionError("\"" + name + "\" for " + mimeType);
        }
    }

    private static List<String> endings(String ending) {
        return switch (ending) {
            case ".jpg" -> List.of(".jpg", ".jpeg");
            case ".txt" -> List.of(".txt", ".csv", ".tsv", ".log");
            default -> List.of(ending);
        };
    }

    private static String text(Random random, List<String> parts, int most) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            if (random.nextInt(8) == 0) {
                text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
            } else {
                text.append(parts.get(random.nextInt(parts.size())));
            }
        }
        return text.toString();
    }
}
