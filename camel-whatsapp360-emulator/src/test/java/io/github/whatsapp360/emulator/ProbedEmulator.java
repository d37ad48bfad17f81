package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Any emulator of the Cloud API, with 360dialog's paths or with those of Meta's Graph API. */
final class ProbedEmulator implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FILE = Pattern.compile("\\$\\{([^}]+)}");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> uploads = new HashMap<>();
    private final String base;
    private final String number;
    private final String account;
    private final String key;
    private final Hook hook;
    private final MovableClock clock;
    private int recipients;

    /**
     * Names an emulator.
     *
     * @param base the address before the IDs of objects, without a slash at its end
     * @param number the path of the business number below the base; empty for 360dialog's paths
     * @param account the path of the account below the base; empty for 360dialog's paths
     * @param hook the webhook that the emulator calls
     * @param clock the emulator's clock; null if it uses the real one
     */
    ProbedEmulator(String base, String number, String account, String key, Hook hook, MovableClock clock) {
        this.base = base;
        this.number = number;
        this.account = account;
        this.key = key;
        this.hook = hook;
        this.clock = clock;
    }

    /** Reads {@code NAME|BASE|NUMBER|ACCOUNT|KEY|PORT OF THE WEBHOOK}. */
    static ProbedEmulator of(String description) {
        String[] parts = description.split("\\|");
        return new ProbedEmulator(
                parts[1], "/" + parts[2], "/" + parts[3], parts[4], new Hook(Integer.parseInt(parts[5])), null);
    }

    record Answer(int status, JsonNode json, byte[] bytes) {

        boolean isAccepted() {
            return status >= 200 && status < 300;
        }

        int code() {
            return json.at("/error/code").asInt();
        }

        int subcode() {
            return json.at("/error/error_subcode").asInt();
        }

        String text(String pointer) {
            return json.at(pointer).asText();
        }

        @Override
        public String toString() {
            return isAccepted() ? "accepted" : status + (code() == 0 ? "" : ", code " + code());
        }
    }

    Hook hook() {
        return hook;
    }

    /** Moves the clock, if the emulator has one. */
    void pass(Duration duration) {
        if (clock != null) {
            clock.forward(duration);
        }
    }

    /** Returns whether something becomes true; a known emulator must do it. */
    boolean becomes(Callable<Boolean> condition) {
        if (clock != null) {
            Awaitility.await().until(condition);
            return true;
        }
        try {
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** Returns a number that got no message yet. */
    String recipient() {
        recipients++;
        return Long.toString(4915112000000L + recipients);
    }

    /** Sends a message with these sample files; if one of them cannot be uploaded, nothing is sent. */
    Answer message(String type, String content) {
        String json = withFiles(content);
        if (json.contains("\"id\":\"\"")) {
            return new Answer(0, MissingNode.getInstance(), new byte[0]);
        }
        return post("{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"" + recipient()
                + "\",\"type\":\"" + type + "\",\"" + type + "\":" + json + "}");
    }

    Answer post(String json) {
        return call("POST", number + "/messages", json);
    }

    /** Makes a request below the base. */
    Answer object(String method, String id) {
        return call(method, "/" + id, null);
    }

    /** Makes a request below the business number. */
    Answer ofNumber(String method, String path, String json) {
        return call(method, number + path, json);
    }

    /** Lets new templates wait for their review, if this is our emulator; others have their own ways. */
    void review(boolean on) {
        if (clock != null) {
            call("PUT", "/emulator/settings", "{\"templateReview\":" + on + "}");
        }
    }

    /** Makes a request below the account. */
    Answer ofAccount(String method, String path, String json) {
        return call(method, account + path, json);
    }

    private Answer call(String method, String path, String json) {
        return send(request(path, key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer withKey(String otherKey, String json) {
        return send(request(number + "/messages", otherKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer upload(String name) {
        Sample sample = Sample.good(name);
        return upload(TestClient.Form.of(sample.bytes(), sample.name(), sample.mimeType()));
    }

    Answer upload(byte[] bytes, String name, String type) {
        return upload(TestClient.Form.of(bytes, name, type));
    }

    Answer upload(byte[] form) {
        return send(request(number + "/media", key)
                .header("Content-Type", TestClient.Form.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form)));
    }

    /** Downloads a file; of an address at Meta's host, only the path counts, as 360dialog says. */
    Answer download(String url, String otherKey) {
        URI uri = URI.create(url);
        String path = url.substring(url.indexOf('/', "https://".length()));
        return send(request("lookaside.fbsbx.com".equals(uri.getHost()) ? URI.create(base + path) : uri, otherKey));
    }

    String key() {
        return key;
    }

    private HttpRequest.Builder request(String path, String withKey) {
        return request(URI.create(base + path), withKey);
    }

    private static HttpRequest.Builder request(URI uri, String withKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return withKey.isEmpty()
                ? request
                : request.header("D360-API-KEY", withKey).header("Authorization", "Bearer " + withKey);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return new Answer(0, MissingNode.getInstance(), new byte[0]);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Sends texts from eight threads, and returns the first answer that is no acceptance, or else the last one. All
     * requests end before: one that is interrupted breaks a connection that the next probe may use.
     */
    Answer flood(int count, boolean sameRecipient) {
        String to = recipient();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String json = text(sameRecipient ? to : recipient());
                requests.add(() -> post(json));
            }
            Answer last = null;
            for (Future<Answer> answer : threads.invokeAll(requests)) {
                last = answer.get();
                if (!last.isAccepted()) {
                    return last;
                }
            }
            return last;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdown();
        }
    }

    static String text(String to) {
        return "{\"messaging_product\":\"whatsapp\",\"to\":\"" + to
                + "\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}";
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        JsonNode json;
        try {
            json = JSON.readTree(response.body());
        } catch (IOException e) {
            json = MissingNode.getInstance();
        }
        return new Answer(response.statusCode(), json, response.body());
    }

    /** Replaces names of samples, such as <code>${photo.jpg}</code>, by the IDs of their uploads. */
    private String withFiles(String json) {
        Matcher files = FILE.matcher(json);
        return files.replaceAll(file ->
                uploads.computeIfAbsent(file.group(1), name -> upload(name).text("/id")));
    }

    @Override
    public void close() {
        hook.close();
    }
}
