package io.github.whatsapp360.emulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A 360dialog on this machine: its Cloud API and a page that shows each recipient's chat.
 *
 * <p>It listens on the loopback address only, forgets everything when it is closed, and knows one API key.
 */
public final class Whatsapp360Emulator implements AutoCloseable {

    static {
        // Before the JDK's server is loaded: without it, each answer waits for a delayed ACK (40 ms).
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    /** The API key, unless the builder gives another one. */
    public static final String DEFAULT_API_KEY = "emulator-key";

    static final int MAX_REQUESTS = 10_000;

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final String apiKey;
    private final HttpServer server;
    private final ExecutorService threads;
    private final MediaStore media = new MediaStore();
    private final Chats chats = new Chats();
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final ChatPage page;

    private Whatsapp360Emulator(Builder builder) {
        this.apiKey = builder.apiKey;
        this.page = new ChatPage(media, chats, apiKey);
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "whatsapp360-emulator-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), builder.port), 0);
        } catch (IOException e) {
            media.close();
            threads.shutdown();
            throw new UncheckedIOException("port " + builder.port + " cannot be used", e);
        }
        server.setExecutor(threads);
        CloudApi api = new CloudApi(apiKey, media, chats, this::record);
        server.createContext("/", http -> {
            String path = http.getRequestURI().getPath();
            boolean forPeople = path.equals("/") || path.startsWith("/emulator/") || path.startsWith("/chat.");
            (forPeople ? page : api).handle(http);
        });
        server.start();
    }

    /** Starts one on a free port. */
    public static Whatsapp360Emulator start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The settings of an emulator. */
    public static final class Builder {
        private int port;
        private String apiKey = DEFAULT_API_KEY;

        private Builder() {}

        /** The port; 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The API key that requests must show. */
        public Builder apiKey(String apiKey) {
            this.apiKey = apiKey;
            return this;
        }

        /** Starts it. */
        public Whatsapp360Emulator start() {
            return new Whatsapp360Emulator(this);
        }
    }

    /** What clients take for 360dialog's address. */
    public String baseUrl() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String apiKey() {
        return apiKey;
    }

    /** The page that shows the chats. */
    public URI chatPage() {
        return URI.create(baseUrl() + "/");
    }

    /** What the recipient with this number has received; digits only. */
    public Chat chat(String number) {
        return new Chat(chats, number);
    }

    /** All accepted messages, in the order of their arrival. */
    public List<ChatMessage> messages() {
        return chats.all();
    }

    /** The requests that reached the API, refused ones included: the newest {@value #MAX_REQUESTS}. */
    public List<RecordedRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void record(RecordedRequest request) {
        synchronized (requests) {
            requests.add(request);
            if (requests.size() > MAX_REQUESTS) {
                requests.removeFirst();
            }
        }
    }

    /** A relay in front of this server that can misbehave; the caller closes it. */
    public FaultRelay relay() {
        return new FaultRelay(port());
    }

    /** Forgets messages, files and requests. */
    public void reset() {
        chats.clear();
        media.clear();
        synchronized (requests) {
            requests.clear();
        }
    }

    @Override
    public void close() {
        page.close();
        server.stop(0);
        threads.shutdownNow();
        media.close();
    }
}
