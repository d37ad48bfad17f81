package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The page works below the path of a proxy, which removes the path, and with an access token. */
class ProxyPathTest {

    private static final String PATH = "/tools/whatsapp";
    private static final String TOKEN = "a-long-access-token";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private Whatsapp360Emulator emulator;
    private HttpServer proxy;
    private ChromeDriver browser;

    @BeforeEach
    void start() throws IOException {
        emulator = Whatsapp360Emulator.builder()
                .allowedHost("127.0.0.1") // by which the browser calls the proxy
                .accessToken(TOKEN)
                .start();
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        proxy.createContext(PATH + "/", this::forward);
        proxy.setExecutor(threads);
        proxy.start();
        browser = Chromium.start();
        String authorization = "Basic " + Base64.getEncoder().encodeToString(("me:" + TOKEN).getBytes());
        browser.executeCdpCommand("Network.enable", Map.of());
        browser.executeCdpCommand(
                "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Authorization", authorization)));
    }

    @AfterEach
    void stop() {
        browser.quit();
        emulator.close();
        proxy.stop(0);
        threads.shutdownNow();
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = URI.create(
                    emulator.baseUrl() + exchange.getRequestURI().toString().substring(PATH.length()));
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            for (String name : List.of("Origin", "Content-Type", "Authorization", "Last-Event-ID")) {
                if (exchange.getRequestHeaders().containsKey(name)) {
                    request.header(name, exchange.getRequestHeaders().getFirst(name));
                }
            }
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.headers().map().forEach((name, values) -> {
                if (!List.of("content-length", "transfer-encoding", "date", "connection")
                        .contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.statusCode() == 204 ? -1 : 0);
            copy(answer.body(), exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    @Test
    void thePageWorksBelowThePath() {
        String base = "http://127.0.0.1:" + proxy.getAddress().getPort() + PATH;
        browser.get(base + "/#settings");
        await().until(() -> browser.findElement(By.id("live")).getText().equals("live"));
        assertThat(browser.findElement(By.cssSelector(".base")).getDomProperty("textContent"))
                .isEqualTo(base);
        emulator.chat(Page.NUMBER).writes("Hello through the proxy");
        await().until(() -> browser.findElement(By.id("messages")).getText().contains("Hello through the proxy"));
        browser.findElement(By.id("text")).sendKeys("And back", Keys.ENTER);
        await().until(() -> browser.findElement(By.id("messages")).getText().contains("And back"));
        assertThat(browser.findElement(By.id("state-save")).getDomProperty("href"))
                .isEqualTo(base + "/emulator/state");
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }
}
