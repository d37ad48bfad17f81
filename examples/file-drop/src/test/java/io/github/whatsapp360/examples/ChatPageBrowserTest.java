package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** What a person sees in the emulator's chat page after dropping the samples, in a real browser. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIf(value = "thereIsABrowser", disabledReason = "there is no Chromium with its driver")
class ChatPageBrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final String TO = "4915112345678";
    private static final Path SCREENSHOTS = Path.of(System.getProperty("screenshots.dir", "target/screenshots"));

    @TempDir
    static Path inbox;

    @TempDir
    static Path profile;

    private static Whatsapp360Emulator emulator;
    private static Main main;
    private static ChromeDriver browser;

    static boolean thereIsABrowser() {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!there) {
            System.out.println("The browser tests are skipped: there is no " + CHROMIUM + " with " + DRIVER
                    + " (Debian's packages chromium and chromium-driver).");
        }
        return there;
    }

    @BeforeAll
    static void open() throws Exception {
        emulator = Whatsapp360Emulator.start();
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                new ChromeOptions()
                        .setBinary(CHROMIUM.toFile())
                        .addArguments(
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-dev-shm-usage",
                                "--force-color-profile=srgb",
                                "--autoplay-policy=no-user-gesture-required",
                                "--user-data-dir=" + profile));
        browser.get(emulator.chatPage().toString());
        assertThat(browser.findElement(By.id("empty")).isDisplayed()).isTrue();
        assertThat(browser.findElement(By.tagName("pre")).getText()).contains(emulator.baseUrl());

        // the page is open already: what it shows from here on comes live
        try (Stream<Path> samples = Files.list(Path.of(System.getProperty("samples.dir"), "good"))) {
            for (Path sample : samples.sorted().toList()) {
                Files.copy(sample, inbox.resolve(sample.getFileName()));
            }
        }
        main = FileDrop.run(emulator, inbox);
        main.start();
        await().atMost(Duration.ofSeconds(40)).until(() -> messages().size() == 11);
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.quit();
        }
        if (main != null) {
            main.stop();
        }
        if (emulator != null) {
            emulator.close();
        }
    }

    @Test
    void picturesAreShown() {
        List<WebElement> pictures = browser.findElements(By.cssSelector(".message img"));
        assertThat(pictures).hasSize(3);
        await().untilAsserted(() -> assertThat(pictures)
                .allSatisfy(picture -> assertThat(js("return arguments[0].naturalWidth", picture))
                        .isNotEqualTo(0L)));
    }

    @Test
    void soundAndFilmCanBePlayed() {
        List<WebElement> players = browser.findElements(By.cssSelector(".message audio, .message video"));
        assertThat(players).hasSize(3).allSatisfy(player -> {
            await().until(() -> (Long) js("return arguments[0].readyState", player) >= 1L);
            assertThat(((Number) js("return arguments[0].duration", player)).doubleValue())
                    .isBetween(2.5, 4.5);
            assertThat(player.getDomAttribute("controls")).isNotNull();
        });
        WebElement film = browser.findElement(By.cssSelector(".message video"));
        js("arguments[0].muted = true; arguments[0].play()", film);
        await().until(() -> ((Number) js("return arguments[0].currentTime", film)).doubleValue() > 0);
    }

    @Test
    void documentsHaveNameSizeAndDownload() throws Exception {
        List<WebElement> cards = browser.findElements(By.cssSelector(".message.document .card"));
        assertThat(cards)
                .extracting(card -> card.findElement(By.className("name")).getText())
                .containsExactlyInAnyOrder(
                        "invoice.pdf",
                        "contract.docx",
                        "report.xlsx",
                        "note.txt",
                        "Müller's „Rechnung“ März 2026 🚀.pdf");
        WebElement invoice = cards.stream()
                .filter(card -> card.getText().startsWith("PDF\ninvoice.pdf"))
                .findFirst()
                .orElseThrow();
        assertThat(invoice.findElement(By.className("about")).getText()).isEqualTo("PDF · 35 KB");
        WebElement link = invoice.findElement(By.tagName("a"));
        HttpResponse<byte[]> file = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(link.getDomProperty("href")))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.body())
                .isEqualTo(Files.readAllBytes(Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf")));
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
    }

    @Test
    void eachRecipientHasAChatAndTextIsOnlyText() throws Exception {
        String text = "<img src=x onerror=\"document.title='hacked'\"> see https://example.com\nsecond line";
        post("4916099988", text);
        show("4916099988");
        assertThat(browser.findElement(By.id("who")).getText()).isEqualTo("+4916099988");
        assertThat(messages()).singleElement().satisfies(message -> assertThat(message.getText())
                .startsWith(text));
        assertThat(browser.getTitle()).doesNotContain("hacked");
        show(TO);
        assertThat(messages()).hasSize(11);
    }

    @Test
    void aLinkShowsItsFileAndWhetherTheCacheWasHit() throws Exception {
        byte[] photo = Files.readAllBytes(Path.of(System.getProperty("samples.dir"), "good", "photo.jpg"));
        HttpServer origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.createContext("/", exchange -> {
            boolean there = exchange.getRequestURI().getPath().equals("/photo.jpg");
            exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
            exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
            try (exchange) {
                exchange.sendResponseHeaders(there ? 200 : 404, there ? photo.length : -1);
                if (there) {
                    exchange.getResponseBody().write(photo);
                }
            }
        });
        origin.start();
        try {
            String url = "http://127.0.0.1:" + origin.getAddress().getPort();
            for (String file : List.of("photo.jpg", "photo.jpg", "gone.jpg")) {
                send("{\"messaging_product\":\"whatsapp\",\"to\":\"4916011122\",\"type\":\"image\",\"image\":"
                        + "{\"link\":\"" + url + "/" + file + "\"}}");
                emulator.awaitLinks(
                        emulator.messages().get(emulator.messages().size() - 1).id());
            }
            show("4916011122");
            await().until(() ->
                    browser.findElements(By.className("link-outcome")).size() == 3);
            assertThat(browser.findElements(By.className("link-outcome")))
                    .extracting(WebElement::getText)
                    .containsExactly(
                            "Link fetched: cache miss",
                            "Link not fetched: cache hit",
                            "Link failed. Downloading media from weblink failed with http code 404");
            List<WebElement> pictures = browser.findElements(By.cssSelector("#messages .message img"));
            assertThat(pictures).hasSize(2);
            await().untilAsserted(() -> assertThat(pictures)
                    .allSatisfy(picture -> assertThat(js("return arguments[0].naturalWidth", picture))
                            .isNotEqualTo(0L)));
            Files.createDirectories(SCREENSHOTS);
            picture(SCREENSHOTS.resolve("chat-page-links.png"), 1280, 1100, "light");
        } finally {
            origin.stop(0);
            show(TO);
        }
        assertThat(messages()).hasSize(11);
    }

    /** Writes them to {@code target/screenshots}, or to the folder in the system property {@code screenshots.dir}. */
    @Test
    @Order(1)
    void screenshots() throws IOException {
        Path folder = SCREENSHOTS;
        Files.createDirectories(folder);
        picture(folder.resolve("chat-page.png"), 1280, 1100, "light");
        picture(folder.resolve("chat-page-dark.png"), 1280, 1100, "dark");
        js("document.body.classList.add('open')");
        picture(folder.resolve("chat-page-narrow.png"), 500, 900, "light");
        js("document.body.classList.remove('open')");
        browser.manage().window().setSize(new Dimension(1280, 1100));
        assertThat(folder.resolve("chat-page.png")).isNotEmptyFile();
    }

    private static void picture(Path file, int width, int height, String scheme) throws IOException {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        browser.manage().window().setSize(new Dimension(width, height));
        js("document.getElementById('messages').scrollTop = 1e9");
        assertThat((Boolean) js("return document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing sticks out at the side")
                .isTrue();
        Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
    }

    private static List<WebElement> messages() {
        return browser.findElements(By.cssSelector("#messages .message"));
    }

    private static Object js(String script, Object... arguments) {
        return ((JavascriptExecutor) browser).executeScript(script, arguments);
    }

    /** Opens a chat as soon as the page has it. */
    private static void show(String number) {
        By chat = By.cssSelector("#chats [data-number='" + number + "']");
        await().until(() -> !browser.findElements(chat).isEmpty());
        browser.findElement(chat).click();
    }

    private static void post(String to, String text) throws Exception {
        send("{\"messaging_product\":\"whatsapp\",\"to\":\"" + to + "\",\"type\":\"text\",\"text\":{\"body\":\""
                + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"}}");
    }

    private static void send(String json) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(emulator.baseUrl() + "/messages"))
                                .header("D360-API-KEY", emulator.apiKey())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
