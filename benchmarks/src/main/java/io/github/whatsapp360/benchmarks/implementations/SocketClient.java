package io.github.whatsapp360.benchmarks.implementations;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A client that sends constant bytes over plain sockets. It costs almost nothing, so its rate is the limit of the
 * server.
 */
public final class SocketClient implements Client {

    private static final String JSON =
            "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"4915112345678\","
                    + "\"type\":\"text\",\"text\":{\"body\":\"Your order 4711 has left our house and arrives tomorrow.\"}}";
    private static final byte[] REQUEST = ("POST /messages HTTP/1.1\r\nHost: 127.0.0.1\r\nD360-API-KEY: a-key\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + JSON.length() + "\r\n\r\n" + JSON)
            .getBytes(StandardCharsets.ISO_8859_1);

    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Socket> own = ThreadLocal.withInitial(this::connect);
    private final ThreadLocal<byte[]> buffer = ThreadLocal.withInitial(() -> new byte[4096]);

    public SocketClient(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return "plain sockets";
    }

    @Override
    public String text(String to, String text) throws IOException {
        Socket socket = own.get();
        socket.getOutputStream().write(REQUEST);
        byte[] answer = buffer.get();
        int length = socket.getInputStream().read(answer); // the server writes it in one piece
        return new String(answer, length - 24, 20, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String upload(File pdf) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String document(String to, File pdf) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String stream(InputStream pdf) {
        throw new UnsupportedOperationException();
    }

    private Socket connect() {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            sockets.add(socket);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
