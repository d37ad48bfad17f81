package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.api.ApiException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The authentication of webhook requests, and the registration of the webhook's address. */
class WebhookSecurityTest extends WebhookTest {

    private static final String JSON = "application/json";

    @Test
    void aWebhookBesideTheNumbersOwnOneIsAddedAndChanged() throws Exception {
        emulator().webhook(url(), Map.of(SECRET_HEADER, SECRET));
        listen(registered() + "&webhookName=camel");
        context.getRouteController().stopRoute("events");
        context.removeRoute("events");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(registered().replace("/whatsapp", "/other") + "&webhookName=camel")
                        .routeId("events")
                        .to("direct:take");
            }
        });

        assertThat(webhooks("/multi_webhook"))
                .contains("\"enabled\":true")
                .containsOnlyOnce("\"name\"")
                .contains("\"camel\"")
                .contains("/other")
                .contains(SECRET);
    }

    private static String webhooks(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator().baseUrl() + path))
                .header("D360-API-KEY", emulator().apiKey())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "a-secret-of-our-ow", "a-secret-of-our-own2", "A-secret-of-our-own"})
    void withoutTheSecretNobodyGetsIn(String secret) throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        byte[] body = payload(text("wamid.1")).getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = post(body, secret.isEmpty() ? Map.of() : Map.of(SECRET_HEADER, secret));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map().toString()).doesNotContainIgnoringCase("secret");
        assertThat(taken).isEmpty();
    }

    /** Camel's servers make headers of a query, which is in access logs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "?X-Webhook-Secret=" + SECRET,
                "?x-webhook-SECRET=" + SECRET,
                "?a=1&%58-Webhook%2DSecret=" + SECRET,
                "?a=1&X-Webhook-Secret=%61-secret-of-our-own&b=2",
                "?X-Webhook-Secret",
                "?X-Webhook-Secret=a-guess",
            })
    void aSecretInTheQueryIsNoHeaderAndSpoilsATrueOne(String query) throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        byte[] body = payload(text("wamid.1")).getBytes(StandardCharsets.UTF_8);

        assertThat(post(query, JSON, body, Map.of()).statusCode()).isEqualTo(401);
        assertThat(post(query, JSON, body, Map.of(SECRET_HEADER, SECRET)).statusCode())
                .isEqualTo(401);
        assertThat(taken).isEmpty();

        assertThat(post("?tenant=7&X-Other=100%25zz", JSON, body, Map.of(SECRET_HEADER, SECRET))
                        .statusCode())
                .isEqualTo(200);
        assertThat(taken).hasSize(1);
    }

    /** Camel's servers make headers of a form's fields too. */
    @Test
    void aSecretInAFormIsNoHeaderEither() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        String field = SECRET_HEADER + "=" + SECRET;
        String part = "--b\r\nContent-Disposition: form-data; name=\"" + SECRET_HEADER + "\"\r\n\r\n" + SECRET
                + "\r\n--b--\r\n";
        assertThat(post("", "application/x-www-form-urlencoded", field.getBytes(StandardCharsets.UTF_8), Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("", "multipart/form-data; boundary=b", part.getBytes(StandardCharsets.UTF_8), Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(taken).isEmpty();
    }

    @Test
    void aSignatureInTheQueryIsNoHeader() throws Exception {
        listen(NAME + "&webhookAutoRegister=false&webhookVerifyToken=&secretKey=platform");
        byte[] body = payload(text("wamid.1")).getBytes(StandardCharsets.UTF_8);
        String query = "?X-360dialog-Signature=" + signature(body);
        assertThat(post(query, JSON, body, Map.of()).statusCode()).isEqualTo(401);
        assertThat(post(body, Map.of("x-360dialog-signature", signature(body))).statusCode())
                .isEqualTo(200);
        assertThat(taken).hasSize(1);
    }

    private static String signature(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("platform".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    @Test
    void theAnswerGivesNothingBack() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        HttpResponse<String> answer = post(
                payload(text("wamid.1")).getBytes(StandardCharsets.UTF_8),
                Map.of(SECRET_HEADER, SECRET, "X-Other", "something"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map().toString())
                .doesNotContain(SECRET)
                .doesNotContain("something")
                .doesNotContain("wamid");
    }

    @Test
    void aSignatureIsCheckedOverTheBytesThatCame() throws Exception {
        listen(NAME + "&webhookAutoRegister=false&webhookVerifyToken=&secretKey=platform");
        byte[] body = payload(text("wamid.Ü")).getBytes(StandardCharsets.UTF_8);
        String signature = signature(body);

        assertThat(post(body, Map.of("x-360dialog-signature", signature)).statusCode())
                .isEqualTo(200);
        assertThat(post(body, Map.of("x-360dialog-signature", "sha256=" + signature.toUpperCase()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(body, Map.of("x-360dialog-signature", signature.replace('a', 'b')))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post(body, Map.of()).statusCode()).isEqualTo(401);
        body[body.length - 1] = ' ';
        assertThat(post(body, Map.of("x-360dialog-signature", signature)).statusCode())
                .isEqualTo(401);
        assertThat(taken).hasSize(1);
    }

    @Test
    void whereBothSecretsAreSetBothAreNeeded() throws Exception {
        listen(NAME + "&webhookAutoRegister=false&secretKey=platform");
        assertThat(post(payload(text("wamid.1"))).statusCode()).isEqualTo(401);
        assertThat(taken).isEmpty();
    }

    @Test
    void withoutASecretItDoesNotStart() {
        assertThatThrownBy(() -> listen(NAME + "&webhookAutoRegister=false&webhookVerifyToken="))
                .hasStackTraceContaining("webhookVerifyToken")
                .hasStackTraceContaining("allowUnauthenticated");
        assertThatThrownBy(() -> route(registered() + "&webhookVerifyToken=", "log:none"))
                .hasStackTraceContaining("webhookVerifyToken");
        assertThat(emulator().requests()).isEmpty();
    }

    @Test
    void unlessAnyoneMayComeIn() throws Exception {
        listen(NAME + "&webhookAutoRegister=false&webhookVerifyToken=&allowUnauthenticated=true");
        assertThat(post(payload(text("wamid.1")).getBytes(StandardCharsets.UTF_8), Map.of())
                        .statusCode())
                .isEqualTo(200);
        assertThat(taken).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "https://example.com:8443",
                "https://my_host.example.com",
            })
    void anAddressThatTheServiceCannotReportToIsRefused(String url) {
        assertThatThrownBy(() -> listen(NAME + "&webhookExternalUrl=" + url))
                .hasStackTraceContaining("webhookExternalUrl")
                .hasStackTraceContaining("https");
        assertThat(emulator().requests()).isEmpty();
    }

    @Test
    void aServiceThatRefusesTheAddressStopsTheStartAndSaysWhy() {
        assertThatThrownBy(() -> listen(registered() + "&apiKey=wrong"))
                .hasRootCauseInstanceOf(ApiException.class)
                .hasStackTraceContaining("401");
    }
}
