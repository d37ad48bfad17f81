package io.github.whatsapp360;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.delivery.DeliveryOptions;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.delivery.confirm.Confirm;
import io.github.whatsapp360.delivery.rate.Rate;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.message.Recipient;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options of the component, each of which an endpoint may override. */
@UriParams
public class Whatsapp360Configuration implements Cloneable {

    @UriParam(label = "security", secret = true)
    @Metadata(required = true)
    private String apiKey;

    @UriParam(label = "common", defaultValue = "CLOUD")
    private Hosting hosting = Hosting.CLOUD;

    @UriParam(label = "common")
    private String baseUrl;

    @UriParam(label = "producer")
    private String to;

    @UriParam(label = "producer", enums = "image,video,audio,sticker,document")
    private String type;

    @UriParam(label = "producer")
    private String caption;

    @UriParam(label = "producer")
    private String filename;

    @UriParam(label = "producer")
    private String replyTo;

    @UriParam(label = "producer")
    private boolean previewUrl;

    @UriParam(label = "producer", enums = "upload,info,download,delete,send,markRead,typing")
    private String operation;

    @UriParam(label = "producer", javaType = "java.time.Duration")
    private long mediaTtl;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean reuseMedia = true;

    @UriParam(label = "advanced")
    private MediaIdStore mediaIdStore;

    @UriParam(label = "producer", defaultValue = "80")
    private int messagesPerSecond = 80;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean paceRecipients = true;

    @UriParam(label = "advanced")
    private ProxyManager<String> pacer;

    @UriParam(label = "advanced", defaultValue = "0.1")
    private double pacerShare = 0.1;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean validate = true;

    @UriParam(label = "producer", defaultValue = "3")
    private int maxRetries = 3;

    @UriParam(label = "producer", defaultValue = "1s", javaType = "java.time.Duration")
    private long retryDelay = 1000;

    @UriParam(label = "producer", defaultValue = "accepted", enums = "accepted,sent,delivered,read")
    private String confirm = "accepted";

    @UriParam(label = "producer", defaultValue = "60s", javaType = "java.time.Duration")
    private long confirmTimeout = 60_000;

    @UriParam(label = "producer", javaType = "java.time.Duration")
    private long expiresAfter;

    @UriParam(label = "consumer,security", defaultValue = "X-Webhook-Secret")
    private String webhookSecretHeader = "X-Webhook-Secret";

    @UriParam(label = "consumer,security", secret = true)
    private String webhookVerifyToken;

    @UriParam(label = "consumer,security", secret = true)
    private String secretKey;

    /** The old name of webhookVerifyToken, which Camel does not mask in its summaries at INFO. */
    @Deprecated
    @UriParam(label = "consumer,security", secret = true)
    private String webhookSecret;

    /** The old name of secretKey, which Camel does not mask in its summaries at INFO. */
    @Deprecated
    @UriParam(label = "consumer,security", secret = true)
    private String webhookSignatureSecret;

    @UriParam(label = "consumer,security")
    private boolean allowUnauthenticated;

    @UriParam(label = "consumer")
    private String webhookName;

    @UriParam(label = "consumer")
    private IdempotentRepository idempotentRepository;

    @UriParam(label = "advanced", defaultValue = "10s", javaType = "java.time.Duration")
    private long connectTimeout = 10_000;

    @UriParam(label = "advanced", defaultValue = "30s", javaType = "java.time.Duration")
    private long responseTimeout = 30_000;

    @UriParam(label = "advanced")
    private boolean synchronous;

    @UriParam(label = "security")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy")
    private String proxyHost;

    @UriParam(label = "proxy")
    private Integer proxyPort;

    @UriParam(label = "proxy", enums = "http,https")
    private String proxyAuthScheme;

    @UriParam(label = "proxy", secret = true)
    private String proxyAuthUsername;

    @UriParam(label = "proxy", secret = true)
    private String proxyAuthPassword;

    /** Source of both: Meta, "No Storage". */
    private static final Duration MIN_TTL = Duration.ofHours(1);

    private static final Duration MAX_TTL = Duration.ofDays(30);

    private static final Map<String, Optional<MessageStatus.State>> STATES = Map.of(
            "accepted", Optional.empty(),
            "sent", Optional.of(MessageStatus.State.SENT),
            "delivered", Optional.of(MessageStatus.State.DELIVERED),
            "read", Optional.of(MessageStatus.State.READ));

    public Whatsapp360Configuration copy() {
        try {
            return (Whatsapp360Configuration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** Refuses to call the service without a key for it. */
    void checkKey() {
        if (apiKey == null || apiKey.isBlank()) {
            throw new IllegalArgumentException(
                    "Option apiKey is missing: set camel.component.whatsapp360.api-key (or apiKey in the endpoint) to "
                            + "the key that 360dialog gave for the number");
        }
        plain("apiKey", apiKey);
    }

    /** Refuses options that cannot work, before any message meets them. */
    void check() {
        if (baseUrl != null && !isHttp(baseUrl)) {
            throw new IllegalArgumentException("Option baseUrl must be an http:// or https:// address with a host "
                    + "and no query, such as " + hosting.baseUrl() + ": " + baseUrl);
        }
        if (mediaTtl != 0 && (mediaTtl < MIN_TTL.toMillis() || mediaTtl > MAX_TTL.toMillis())) {
            throw new IllegalArgumentException(
                    "Option mediaTtl must be from 1 hour to 30 days, the limits of the service's ttl_minutes");
        }
        if (mediaTtl != 0 && hosting != Hosting.CLOUD) {
            throw new IllegalArgumentException(
                    "Option mediaTtl works with hosting=CLOUD only: no other takes ttl_minutes");
        }
        oneOf(
                "type",
                type,
                "image, video, audio, sticker, document",
                type == null || MediaKind.ofType(type).isPresent());
        oneOf(
                "proxyAuthScheme",
                proxyAuthScheme,
                "http, https",
                proxyAuthScheme == null || proxyAuthScheme.matches("https?"));
        if (to != null && Recipient.of(to) == Recipient.OTHER) {
            throw new IllegalArgumentException("Option to " + Recipient.problem(to));
        }
        oneOf("confirm", confirm, "accepted, sent, delivered, read", STATES.containsKey(confirm));
        if (hosting == Hosting.ON_PREMISE && confirmed().isPresent()) {
            throw new IllegalArgumentException("Option confirm works with accepted only for hosting=ON_PREMISE: its "
                    + "webhooks bring no callback data back");
        }
        plain("webhookVerifyToken", webhookVerifyToken);
        if (!webhookSecretHeader.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw new IllegalArgumentException("Option webhookSecretHeader must be the name of an HTTP header");
        }
        atLeast("confirmTimeout", confirmTimeout, 1);
        atLeast("messagesPerSecond", messagesPerSecond, 0);
        atLeast("expiresAfter", expiresAfter, 0);
        if (!(pacerShare >= 0 && pacerShare <= 1)) {
            throw new IllegalArgumentException("Option pacerShare=" + pacerShare + " must be between 0 and 1");
        }
        atLeast("maxRetries", maxRetries, 0);
        atLeast("retryDelay", retryDelay, 1);
        atLeast("connectTimeout", connectTimeout, 1);
        atLeast("responseTimeout", responseTimeout, 1);
        if ((proxyHost == null) != (proxyPort == null)) {
            throw new IllegalArgumentException("Options proxyHost and proxyPort must be given together");
        }
    }

    private static void oneOf(String option, String value, String accepted, boolean ok) {
        if (!ok) {
            throw new IllegalArgumentException("Option " + option + "=" + value + " is unknown; accepted: " + accepted);
        }
    }

    private static void plain(String option, String secret) {
        if (secret != null && !secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("Option " + option + " holds a character that no key has (a space, a "
                    + "line break or a letter beyond ASCII): check how it was copied");
        }
    }

    private static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("Option " + option + "=" + value + " must be at least " + least);
        }
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url == null ? "" : url);
            return uri.getHost() != null
                    && uri.getQuery() == null
                    && uri.getUserInfo() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    public String getApiKey() {
        return apiKey;
    }

    /**
     * The API key that 360dialog gave for the number. It is sent to the configured host only, in the header
     * D360-API-KEY.
     */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public Hosting getHosting() {
        return hosting;
    }

    /**
     * Where the number lives: CLOUD, SANDBOX for 360dialog's test environment, or ON_PREMISE for the API that Meta
     * ended in October 2025. It decides the address, the paths and the form of requests.
     */
    public void setHosting(Hosting hosting) {
        this.hosting = hosting;
    }

    /** The address of the service without the {@code /v1} that belongs to the paths of some hostings. */
    URI serviceUrl() {
        if (baseUrl == null) {
            return hosting.baseUrl();
        }
        String url = baseUrl.replaceAll("/+$", "");
        return URI.create(hosting == Hosting.CLOUD ? url : url.replaceAll("/v1$", ""));
    }

    /** How calls reach the service. */
    Transport transport() {
        return new Transport(
                connectTimeout,
                responseTimeout,
                sslContextParameters,
                proxyHost,
                proxyPort,
                proxyAuthScheme,
                proxyAuthUsername,
                proxyAuthPassword);
    }

    /**
     * The terms of all deliveries.
     *
     * @param ids of the account's uploads
     */
    DeliveryOptions deliveryOptions(MediaIds ids) {
        return new DeliveryOptions(
                validate,
                reuseMedia ? Optional.of(ids) : Optional.empty(),
                new Rate(messagesPerSecond, paceRecipients),
                new RetryRule(maxRetries, Duration.ofMillis(retryDelay)),
                confirmed().map(state -> new Confirm(state, Duration.ofMillis(confirmTimeout))));
    }

    /** The number that is sent from. */
    SenderAccount account() {
        return new SenderAccount(hosting, serviceUrl(), apiKey);
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    /** The address of the service, if it is not the one that belongs to the hosting: an emulator's, or a proxy's. */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getTo() {
        return to;
    }

    /** The recipient where the header CamelWhatsapp360To gives none: a phone number with its country code, a user ID or a group ID. */
    public void setTo(String to) {
        this.to = to;
    }

    public String getType() {
        return type;
    }

    /** How files are sent. Without it, the MIME type of each file decides. */
    public void setType(String type) {
        this.type = type;
    }

    public String getCaption() {
        return caption;
    }

    /** The text below an image, video or document: 1,024 characters at most. */
    public void setCaption(String caption) {
        this.caption = caption;
    }

    public String getFilename() {
        return filename;
    }

    /** The file name that the recipient sees; it ends as the MIME type does. Without it, it is {@code CamelFileName} or the file's own. */
    public void setFilename(String filename) {
        this.filename = filename;
    }

    public String getReplyTo() {
        return replyTo;
    }

    /** The ID of the message that this one answers and quotes. */
    public void setReplyTo(String replyTo) {
        this.replyTo = replyTo;
    }

    public boolean isPreviewUrl() {
        return previewUrl;
    }

    /** Whether the first link in a text is shown with a preview. */
    public void setPreviewUrl(boolean previewUrl) {
        this.previewUrl = previewUrl;
    }

    public String getOperation() {
        return operation;
    }

    /**
     * What media does: upload (its default), info, download or delete. What send does: send (its default), markRead,
     * or typing, which marks the message as read and shows that an answer is being written.
     */
    public void setOperation(String operation) {
        this.operation = operation;
    }

    public long getMediaTtl() {
        return mediaTtl;
    }

    /**
     * How long the service keeps an uploaded file, from 1 hour to 30 days, for numbers without storage: they keep it
     * for 1 hour otherwise. It is sent as ttl_minutes.
     */
    public void setMediaTtl(long mediaTtl) {
        this.mediaTtl = mediaTtl;
    }

    public boolean isReuseMedia() {
        return reuseMedia;
    }

    /**
     * Whether a file that this number has uploaded before is sent by its ID instead of being uploaded again: the same
     * bytes under the same name and MIME type, until the ID nears its expiry.
     */
    public void setReuseMedia(boolean reuseMedia) {
        this.reuseMedia = reuseMedia;
    }

    public MediaIdStore getMediaIdStore() {
        return mediaIdStore;
    }

    /**
     * Where the IDs of uploaded files are remembered. Without it, in memory, for 10,000 files;
     * io.github.whatsapp360.JCacheMediaIdStore keeps them in a cache that applications share.
     */
    public void setMediaIdStore(MediaIdStore mediaIdStore) {
        this.mediaIdStore = mediaIdStore;
    }

    public int getMessagesPerSecond() {
        return messagesPerSecond;
    }

    /**
     * How many messages of this number may go in a second: 80 unless Meta has raised it (1000) or lowered it (20, for
     * numbers that are also used in the app). Whoever comes too early waits, without a thread. Uploads wait for the
     * service's 25 a second. With 0 nothing waits, neither for the number nor for recipients.
     */
    public void setMessagesPerSecond(int messagesPerSecond) {
        this.messagesPerSecond = messagesPerSecond;
    }

    public boolean isPaceRecipients() {
        return paceRecipients;
    }

    /**
     * Whether messages to one recipient wait for the service's limit: one every 6 seconds, after a burst of up to 45.
     */
    public void setPaceRecipients(boolean paceRecipients) {
        this.paceRecipients = paceRecipients;
    }

    public ProxyManager<String> getPacer() {
        return pacer;
    }

    /**
     * Where the applications that send for the same number keep its pace: a Bucket4j ProxyManager with keys of String, over
     * JCache, Redis or another store. Without it, this application paces by itself.
     */
    public void setPacer(ProxyManager<String> pacer) {
        this.pacer = pacer;
    }

    public double getPacerShare() {
        return pacerShare;
    }

    /**
     * How much of the number's rate this application takes for itself while the store of the pacer does not answer: from 0
     * (nothing goes out until it does) to 1. The shares of all applications should add up to 1 at most.
     */
    public void setPacerShare(double pacerShare) {
        this.pacerShare = pacerShare;
    }

    public boolean isValidate() {
        return validate;
    }

    /**
     * Whether recipient, texts and files are checked against the service's limits before anything leaves the machine.
     * Without it, the service refuses what it does not take, or accepts it and reports the failure by webhook.
     */
    public void setValidate(boolean validate) {
        this.validate = validate;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    /** How often a call is repeated in which the service accepted nothing; 0 for never. */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    /** How long to wait before the first repetition; the wait doubles for each further one. Retry-After wins over it. */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public String getConfirm() {
        return confirm;
    }

    /**
     * When a message counts as sent: when the service has accepted it, or when a webhook has reported it as sent,
     * delivered or read. For the latter whatsapp360:events has to get the number's webhooks in this application.
     */
    public void setConfirm(String confirm) {
        this.confirm = confirm;
    }

    /** The status to wait for; empty if the service's answer is enough. */
    Optional<MessageStatus.State> confirmed() {
        return STATES.getOrDefault(confirm, Optional.empty());
    }

    public long getConfirmTimeout() {
        return confirmTimeout;
    }

    /** How long to wait for the status, from the service's answer on. */
    public void setConfirmTimeout(long confirmTimeout) {
        this.confirmTimeout = confirmTimeout;
    }

    public String getWebhookSecretHeader() {
        return webhookSecretHeader;
    }

    /** The header in which the service sends the webhookVerifyToken. */
    public void setWebhookSecretHeader(String webhookSecretHeader) {
        this.webhookSecretHeader = webhookSecretHeader;
    }

    public String getWebhookVerifyToken() {
        return webhookVerifyToken;
    }

    /** A secret of your own that the service sends with each webhook, to show that it is the service. */
    public void setWebhookVerifyToken(String webhookVerifyToken) {
        this.webhookVerifyToken = webhookVerifyToken;
    }

    public String getSecretKey() {
        return secretKey;
    }

    /**
     * The key that webhooks are signed with: the platform secret of 360dialog's Partner Hub. With it, each webhook must
     * carry the header x-360dialog-signature, made with it.
     */
    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    public String getWebhookSecret() {
        return webhookVerifyToken;
    }

    /** The old name of webhookVerifyToken, which Camel does not mask in its summaries at INFO. */
    public void setWebhookSecret(String webhookSecret) {
        this.webhookVerifyToken = webhookSecret;
    }

    public String getWebhookSignatureSecret() {
        return secretKey;
    }

    /** The old name of secretKey, which Camel does not mask in its summaries at INFO. */
    public void setWebhookSignatureSecret(String webhookSignatureSecret) {
        this.secretKey = webhookSignatureSecret;
    }

    public long getExpiresAfter() {
        return expiresAfter;
    }

    /**
     * How long a message may wait until it is sent: for its turn, for the files and messages before it, and for another
     * attempt. It is not sent later, but ends as not sent. For one-time passwords and the like. Without it, a message waits
     * as long as it takes.
     */
    public void setExpiresAfter(long expiresAfter) {
        this.expiresAfter = expiresAfter;
    }

    public boolean isAllowUnauthenticated() {
        return allowUnauthenticated;
    }

    /** Takes webhooks from anyone. Without it, a webhookVerifyToken or a secretKey is needed. */
    public void setAllowUnauthenticated(boolean allowUnauthenticated) {
        this.allowUnauthenticated = allowUnauthenticated;
    }

    public String getWebhookName() {
        return webhookName;
    }

    /**
     * The name of a webhook beside the number's own one, which is added at the service (multi-webhook). Without it, the
     * number's own webhook is set.
     */
    public void setWebhookName(String webhookName) {
        this.webhookName = webhookName;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Remembers which events have been taken, so that one that comes again is dropped. Without it, the last 50,000 are
     * remembered in memory.
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /** How long to wait for a connection. */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * The longest silence while a request is written, and the longest time for the whole answer after that. An upload
     * as a whole gets one second more for each 32 KB.
     */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public boolean isSynchronous() {
        return synchronous;
    }

    /**
     * Whether an exchange stays on its caller's thread while the service answers, as transacted ones always do.
     */
    public void setSynchronous(boolean synchronous) {
        this.synchronous = synchronous;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** The certificates and protocols for HTTPS. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    /** The host of the HTTP proxy. */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    /** The port of the HTTP proxy. */
    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyAuthScheme() {
        return proxyAuthScheme;
    }

    /** How to speak with the HTTP proxy. Without it, as with the service. */
    public void setProxyAuthScheme(String proxyAuthScheme) {
        this.proxyAuthScheme = proxyAuthScheme;
    }

    public String getProxyAuthUsername() {
        return proxyAuthUsername;
    }

    /** The user name for the HTTP proxy. */
    public void setProxyAuthUsername(String proxyAuthUsername) {
        this.proxyAuthUsername = proxyAuthUsername;
    }

    public String getProxyAuthPassword() {
        return proxyAuthPassword;
    }

    /** The password for the HTTP proxy. */
    public void setProxyAuthPassword(String proxyAuthPassword) {
        this.proxyAuthPassword = proxyAuthPassword;
    }
}
