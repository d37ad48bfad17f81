package io.github.whatsapp360.emulator.util;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** JSON in a tenth of the memory of its tree, for what is kept and seldom read: its text, compressed. */
public final class PackedJson {

    /** Text that most is similar to, the most usual at the end: JSON is compressed as if it followed this. */
    private static final byte[] USUAL =
            """
            {"id":1,"at":"202","nanos":1,"request":{"method":"POST","path":"/v1/media","headers":{"accept":"*/*",\
            "accept-encoding":"gzip, x-gzip, deflate","connection":"keep-alive","content-length":"1",\
            "content-type":"multipart/form-data; boundary=","d360-api-key":"***","expect":"100-continue",\
            "host":"127.0.0.1:","traceparent":"00-","transfer-encoding":"chunked",\
            "user-agent":"Java-http-client/17.0.Apache-HttpClient/5.5 (Java/17.0.)"},"body":"","bodyLength":1,\
            "parts":[{"name":"file","value":"","filename":"","contentType":"application/pdf","size":1,"sha256":"",\
            "headers":"Content-Disposition: form-data; name=\\"file\\"; filename=\\"\\r\\nContent-Type: "}],"status":200},\
            "answer":"{\\"error\\":{\\"message\\":\\"(#\\",\\"type\\":\\"OAuthException\\",\\"code\\":\\"error_data\\":{\
            "content-type":"application/json; charset=utf-8","d360-api-key":"***","host":"127.0.0.1:"},\
            "path":"/messages","body":"{\\"messaging_product\\":\\"whatsapp\\",\\"recipient_type\\":\\"individual\\",\
            \\"to\\":\\"49\\",\\"type\\":\\"text\\",\\"text\\":{\\"body\\":\\"}}","bodyLength":1,"parts":[],"status":200},\
            "answer":"{\\"messaging_product\\":\\"whatsapp\\",\\"contacts\\":[{\\"input\\":\\"49\\",\\"wa_id\\":\\"49\\"}],\
            \\"messages\\":[{\\"id\\":\\"wamid.HBgN\\"}]}","answerType":"application/json; charset=utf-8","code":0,\
            "fault":"","chat":"49"}
            "context":{"message_id":"wamid."},"biz_opaque_callback_data":""\
            "interactive":{"type":"button","action":{"buttons":[{"type":"reply","reply":{"id":"","title":""}}]}}\
            "type":"document","document":{"id":"","filename":"","caption":""}\
            "type":"template","template":{"name":"","language":{"code":"en"},"components":\
            [{"type":"header","parameters":[{"type":"body","parameters":[{"type":"text","text":""}]}]}\
            "view":{"template":{"header":"","body":"","footer":"","buttons":[]}}\
            {"from":"","id":"wamid.","timestamp":"17","type":"text","text":{"body":""}}\
            {"id":"wamid.HBgN","to":"49","type":"document","caption":"","filename":"","mimeType":"application/pdf",\
            "size":1,"sha256":"","mediaId":"","link":"https://","receivedAt":"202\
            {"id":"wamid.HBgN","to":"49","type":"text","text":"","receivedAt":"202\
            ","json":{"messaging_product":"whatsapp","recipient_type":"individual","to":"49",\
            "type":"text","text":{"preview_url":false,"body":""}}}\
            """
                    .getBytes(StandardCharsets.UTF_8);

    private static final int CHUNK = 1024;

    /** A mapper without limits: it reads only what it has written. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Deflater DEFLATER = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private static final Inflater INFLATER = new Inflater(true);

    private PackedJson() {}

    /** Packs a tree, or a record. */
    public static byte[] pack(Object json) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        synchronized (DEFLATER) {
            DEFLATER.reset();
            DEFLATER.setDictionary(USUAL);
            DEFLATER.setInput(text(json).getBytes(StandardCharsets.UTF_8));
            DEFLATER.finish();
            byte[] chunk = new byte[CHUNK];
            while (!DEFLATER.finished()) {
                packed.write(chunk, 0, DEFLATER.deflate(chunk));
            }
        }
        return packed.toByteArray();
    }

    /** Returns text, because a writer of bytes refuses a half surrogate pair, which a message may have. */
    private static String text(Object json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what was packed; half a surrogate pair has become a question mark. */
    public static <T> T unpack(byte[] packed, Class<T> type) {
        try {
            return MAPPER.readValue(text(packed), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the JSON text, in which quotes, backslashes and control characters are escaped, and nothing else. */
    public static String text(byte[] packed) {
        byte[] text = new byte[CHUNK / 2 + 4 * packed.length];
        int length = 0;
        try {
            synchronized (INFLATER) {
                INFLATER.reset();
                INFLATER.setDictionary(USUAL);
                INFLATER.setInput(packed);
                while (!INFLATER.finished()) {
                    if (length == text.length) {
                        text = Arrays.copyOf(text, 2 * length);
                    }
                    length += INFLATER.inflate(text, length, text.length - length);
                }
            }
            return new String(text, 0, length, StandardCharsets.UTF_8);
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
