package io.github.whatsapp360;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.client.ApiRequest;
import io.github.whatsapp360.client.HostingProfile;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.delivery.DeliveryOptions;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.delivery.confirm.Confirm;
import io.github.whatsapp360.delivery.rate.Rate;
import io.github.whatsapp360.delivery.record.MessageRecords;
import io.github.whatsapp360.delivery.record.Recording;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.repository.MessageRepository;
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
    private String apiKey;

    @UriParam(label = "common", defaultValue = "CLOUD")
    private Hosting hosting = Hosting.CLOUD;

    @UriParam(label = "common")
    private String baseUrl;

    @UriParam(label = "producer")
    private String to;

    @UriParam(label = "producer", enums = "image,video,audio,sticker,document")
    private MediaKind type;

    @UriParam(label = "producer")
    private String caption;

    @UriParam(label = "producer")
    private String filename;

    @UriParam(label = "producer")
    private String replyTo;

    @UriParam(label = "producer")
    private boolean previewUrl;

    @UriParam(
            label = "producer",
            enums =
                    "upload,info,download,delete,send,markRead,typing,unresolved,health,profile,updateProfile,block,unblock,blocked,webhooks,publicKey,setPublicKey,list,get,create,uploadSample")
    private Whatsapp360Operation operation;

    @UriParam(label = "producer", defaultValue = "GET", enums = "GET,HEAD,POST,PUT,PATCH,DELETE")
    private String method = "GET";

    @UriParam(label = "producer")
    private String path;

    @UriParam(label = "producer")
    private String templateName;

    @UriParam(label = "producer")
    private String templateLanguage;

    @UriParam(label = "producer")
    private String templateStatus;

    @UriParam(label = "producer")
    private String templateCategory;

    @UriParam(label = "producer")
    private boolean accountHealthCheck;

    @UriParam(label = "producer", javaType = "java.time.Duration")
    private long mediaTtl;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean reuseMedia = true;

    @UriParam(label = "advanced")
    @Metadata(autowired = true)
    private MediaIdStore mediaIdStore;

    @UriParam(label = "producer", defaultValue = "80")
    private int messagesPerSecond = 80;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean paceRecipients = true;

    @UriParam(label = "advanced")
    private ProxyManager<String> rateLimitStore;

    @UriParam(label = "advanced", defaultValue = "0.1")
    private double rateLimitFallback = 0.1;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean validate = true;

    @UriParam(label = "producer")
    private boolean validateTemplates;

    @UriParam(label = "producer", defaultValue = "3")
    private int maxRetries = 3;

    @UriParam(label = "producer", defaultValue = "1s", javaType = "java.time.Duration")
    private long retryDelay = 1000;

    @UriParam(label = "producer", defaultValue = "accepted", enums = "accepted,sent,delivered,read,answered")
    private Whatsapp360Confirmation confirm = Whatsapp360Confirmation.ACCEPTED;

    @UriParam(label = "producer", defaultValue = "reply", enums = "reply,any")
    private Whatsapp360Answer answer = Whatsapp360Answer.REPLY;

    @UriParam(label = "producer", defaultValue = "60s", javaType = "java.time.Duration")
    private long confirmTimeout = 60_000;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean throwExceptionOnConfirmTimeout = true;

    @UriParam(label = "common")
    private MessageRepository messageRepository;

    @UriParam(label = "producer", defaultValue = "10m", javaType = "java.time.Duration")
    private long settleTime = 600_000;

    @UriParam(label = "producer", javaType = "java.time.Duration")
    private long expiresAfter;

    @UriParam(label = "consumer,security", defaultValue = "X-Webhook-Secret")
    private String webhookSecretHeader = "X-Webhook-Secret";

    @UriParam(label = "consumer,security", secret = true)
    private String webhookVerifyToken;

    @UriParam(label = "consumer,security", secret = true)
    private String secretKey;

    @UriParam(label = "security", secret = true)
    private Object privateKey;

    @UriParam(label = "security", secret = true)
    private String privateKeyPassword;

    @UriParam(label = "consumer,security", secret = true)
    private String clientSecret;

    /** Former name of webhookVerifyToken, which Camel does not mask in its summary of properties at INFO. */
    @Deprecated
    @UriParam(label = "consumer,security", secret = true)
    private String webhookSecret;

    /** Former name of secretKey, which Camel does not mask in its summary of properties at INFO. */
    @Deprecated
    @UriParam(label = "consumer,security", secret = true)
    private String webhookSignatureSecret;

    @UriParam(label = "consumer,security")
    private boolean allowUnauthenticated;

    @UriParam(label = "consumer", defaultValue = "/whatsapp360")
    private String webhookPath = "/whatsapp360";

    @UriParam(label = "consumer")
    private String webhookExternalUrl;

    @UriParam(label = "consumer", defaultValue = "true")
    private boolean webhookAutoRegister = true;

    @UriParam(label = "consumer,advanced", defaultValue = "platform-http")
    private String webhookComponentName = "platform-http";

    @UriParam(label = "consumer")
    private String webhookName;

    @UriParam(label = "consumer")
    private boolean rawPayload;

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

    /** Refuses the health check of a hosting that cannot answer it, when the endpoint is created. */
    void checkAccountHealthCheck() {
        if (accountHealthCheck && !profile().tellsHealth()) {
            throw new IllegalArgumentException("Option accountHealthCheck works with hosting=CLOUD only: no other "
                    + "tells if the number can send. Set it to false for this endpoint");
        }
    }

    /** Refuses a method or path that no call can have, when the endpoint is created. */
    void checkCall() {
        try {
            ApiRequest.of(method, path == null ? "/" : path, Map.of());
        } catch (InvalidMessageException e) {
            throw new IllegalArgumentException("Option " + e.getProblems().get(0), e);
        }
    }

    /** Refuses options that cannot work, when the endpoint is created. */
    void check() {
        if (baseUrl != null && !isHttp(baseUrl)) {
            throw new IllegalArgumentException("Option baseUrl must be an http:// or https:// address with a host "
                    + "and no query, such as " + profile().baseUrl() + ": " + baseUrl);
        }
        if (mediaTtl != 0 && (mediaTtl < MIN_TTL.toMillis() || mediaTtl > MAX_TTL.toMillis())) {
            throw new IllegalArgumentException(
                    "Option mediaTtl must be from 1 hour to 30 days, the limits of the service's ttl_minutes");
        }
        if (mediaTtl != 0 && !profile().takesMediaTtl()) {
            throw new IllegalArgumentException(
                    "Option mediaTtl works with hosting=CLOUD only: no other takes ttl_minutes");
        }
        if (proxyAuthScheme != null && !proxyAuthScheme.matches("https?")) {
            throw new IllegalArgumentException(
                    "Option proxyAuthScheme=" + proxyAuthScheme + " is unknown; accepted: http, https");
        }
        if (to != null && Recipient.of(to) == Recipient.OTHER) {
            throw new IllegalArgumentException("Option to " + Recipient.problem(to));
        }
        if (!profile().returnsCallbackData() && confirm != Whatsapp360Confirmation.ACCEPTED) {
            throw new IllegalArgumentException("Option confirm works with accepted only for hosting=" + hosting
                    + ": its webhooks bring no callback data back");
        }
        if (!profile().returnsCallbackData() && messageRepository != null) {
            throw new IllegalArgumentException("Option messageRepository does not work with hosting=" + hosting
                    + ": its webhooks bring no callback data back");
        }
        if (messageRepository != null && settleTime < connectTimeout + responseTimeout) {
            throw new IllegalArgumentException("Option settleTime=" + settleTime
                    + " must be at least connectTimeout + responseTimeout (" + (connectTimeout + responseTimeout)
                    + " ms): an attempt may take that long, and would be sent again while it is in progress");
        }
        plain("webhookVerifyToken", webhookVerifyToken);
        if (!webhookSecretHeader.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw new IllegalArgumentException("Option webhookSecretHeader must be the name of an HTTP header");
        }
        if (!webhookPath.matches("/[A-Za-z0-9/._~!$&'()+,;=:@%-]+")) {
            throw new IllegalArgumentException(
                    "Option webhookPath must be a path such as /whatsapp360, without a query and wildcards");
        }
        atLeast("confirmTimeout", confirmTimeout, 1);
        atLeast("messagesPerSecond", messagesPerSecond, 0);
        atLeast("expiresAfter", expiresAfter, 0);
        if (!(rateLimitFallback >= 0 && rateLimitFallback <= 1)) {
            throw new IllegalArgumentException(
                    "Option rateLimitFallback=" + rateLimitFallback + " must be between 0 and 1");
        }
        atLeast("maxRetries", maxRetries, 0);
        atLeast("retryDelay", retryDelay, 1);
        atLeast("connectTimeout", connectTimeout, 1);
        atLeast("responseTimeout", responseTimeout, 1);
        if ((proxyHost == null) != (proxyPort == null)) {
            throw new IllegalArgumentException("Options proxyHost and proxyPort must be given together");
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
     * The API key that 360dialog gave for the number. All calls need it, from the endpoint or from the component. It is
     * sent to the configured host only, in the header D360-API-KEY.
     */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public Hosting getHosting() {
        return hosting;
    }

    /**
     * The 360dialog API that hosts the number: CLOUD, SANDBOX for 360dialog's test environment, or ON_PREMISE for the
     * API that Meta ended in October 2025. It decides the address, the paths and the form of requests.
     */
    public void setHosting(Hosting hosting) {
        this.hosting = hosting;
    }

    /** Returns the address of the service without the {@code /v1} that belongs to the paths of some hostings. */
    URI serviceUrl() {
        return baseUrl == null ? profile().baseUrl() : profile().serviceUrl(baseUrl);
    }

    private HostingProfile profile() {
        return HostingProfile.of(hosting);
    }

    /** Returns the way in which calls reach the service. */
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
     * Returns the options of all deliveries of an endpoint.
     *
     * @param ids of the account's uploads
     * @param records the records in the message repository; empty if there is none
     */
    DeliveryOptions deliveryOptions(MediaIds ids, Optional<MessageRecords> records) {
        if (validateTemplates && hosting != Hosting.CLOUD) {
            throw new IllegalArgumentException("Option validateTemplates needs hosting=CLOUD");
        }
        return new DeliveryOptions(
                validate,
                validateTemplates,
                reuseMedia ? Optional.of(ids) : Optional.empty(),
                new Rate(messagesPerSecond, paceRecipients),
                new RetryRule(maxRetries, Duration.ofMillis(retryDelay)),
                confirmation(),
                records.map(kept -> new Recording(kept, Duration.ofMillis(settleTime), maxRetries)));
    }

    private Optional<Confirm> confirmation() {
        Duration within = Duration.ofMillis(confirmTimeout);
        return confirm == Whatsapp360Confirmation.ANSWERED
                ? Optional.of(Confirm.answered(answer.rule(), within, throwExceptionOnConfirmTimeout))
                : confirm.state().map(state -> new Confirm(state, within, throwExceptionOnConfirmTimeout));
    }

    /** Returns the account that sends. */
    SenderAccount account() {
        return new SenderAccount(hosting, serviceUrl(), apiKey);
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * The address of the service. It is only needed if it differs from the hosting's own address, for example for the
     * emulator or a gateway.
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getTo() {
        return to;
    }

    /**
     * The recipient if the header CamelWhatsapp360To is not set: a phone number with its country code, a user ID or a
     * group ID.
     */
    public void setTo(String to) {
        this.to = to;
    }

    public MediaKind getType() {
        return type;
    }

    /** The media type as which files are sent. If it is not set, the MIME type of each file decides. */
    public void setType(MediaKind type) {
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

    /**
     * The file name that the recipient sees. Its extension is adapted to the MIME type. If it is not set, the header
     * CamelFileName or the name of the file is used.
     */
    public void setFilename(String filename) {
        this.filename = filename;
    }

    public String getReplyTo() {
        return replyTo;
    }

    /** The ID of the message to which this message replies. WhatsApp quotes it above the reply. */
    public void setReplyTo(String replyTo) {
        this.replyTo = replyTo;
    }

    public boolean isPreviewUrl() {
        return previewUrl;
    }

    /** Shows a preview of the first link in a text. */
    public void setPreviewUrl(boolean previewUrl) {
        this.previewUrl = previewUrl;
    }

    public Whatsapp360Operation getOperation() {
        return operation;
    }

    /**
     * The operation. The endpoint media has upload (default), info, download and delete. The endpoint send has send
     * (default), markRead, typing, which marks the message as read and shows a typing indicator, and unresolved, which
     * returns the records of the messageRepository that have waited for a status longer than settleTime. The endpoint
     * account has health (default), profile, updateProfile, block, unblock, blocked, webhooks, publicKey and
     * setPublicKey. The endpoint templates has list (default), get, create, delete and uploadSample.
     */
    public void setOperation(Whatsapp360Operation operation) {
        this.operation = operation;
    }

    public String getMethod() {
        return method;
    }

    /** The HTTP method of whatsapp360:call. GET and HEAD send no body. */
    public void setMethod(String method) {
        this.method = method;
    }

    public String getPath() {
        return path;
    }

    /**
     * The path of whatsapp360:call on the service's host, with its query, such as /health_status. In a URI, write %3F
     * for the question mark.
     */
    public void setPath(String path) {
        this.path = path;
    }

    public String getTemplateName() {
        return templateName;
    }

    /** The name of the message template to get or delete. Of list, the names to list, with commas between them. */
    public void setTemplateName(String templateName) {
        this.templateName = templateName;
    }

    public String getTemplateLanguage() {
        return templateLanguage;
    }

    /**
     * The language of the message template, such as en_US. If it is not set, delete deletes the template in all its
     * languages. Of list, the languages to list, with commas between them.
     */
    public void setTemplateLanguage(String templateLanguage) {
        this.templateLanguage = templateLanguage;
    }

    public String getTemplateStatus() {
        return templateStatus;
    }

    /** The statuses of the message templates to list, such as APPROVED, with commas between them. */
    public void setTemplateStatus(String templateStatus) {
        this.templateStatus = templateStatus;
    }

    public String getTemplateCategory() {
        return templateCategory;
    }

    /** The categories of the message templates to list, such as UTILITY, with commas between them. */
    public void setTemplateCategory(String templateCategory) {
        this.templateCategory = templateCategory;
    }

    public boolean isAccountHealthCheck() {
        return accountHealthCheck;
    }

    /**
     * Adds a health check that asks the service in the background whether the key works and the number can send
     * messages, at most once a minute. The application is not ready while the last answer is no. It works with
     * hosting=CLOUD only.
     */
    public void setAccountHealthCheck(boolean accountHealthCheck) {
        this.accountHealthCheck = accountHealthCheck;
    }

    public long getMediaTtl() {
        return mediaTtl;
    }

    /**
     * The time for which the service keeps an uploaded file, from 1 hour to 30 days. It only has an effect for numbers
     * without storage (360dialog's No Storage), which keep files for 1 hour by default. It is sent as ttl_minutes.
     */
    public void setMediaTtl(long mediaTtl) {
        this.mediaTtl = mediaTtl;
    }

    public boolean isReuseMedia() {
        return reuseMedia;
    }

    /**
     * Reuses the media ID of a file that this number has uploaded before. The content, the name and the MIME type must
     * be equal, and the ID must not be about to expire.
     */
    public void setReuseMedia(boolean reuseMedia) {
        this.reuseMedia = reuseMedia;
    }

    public MediaIdStore getMediaIdStore() {
        return mediaIdStore;
    }

    /**
     * The store of the media IDs of uploaded files. If it is not set, the only bean of this type in the registry is
     * used. If there is none or several, the last 10,000 IDs are kept in memory.
     * io.github.whatsapp360.repository.JCacheMediaIdStore keeps them in a cache that several applications share.
     */
    public void setMediaIdStore(MediaIdStore mediaIdStore) {
        this.mediaIdStore = mediaIdStore;
    }

    public int getMessagesPerSecond() {
        return messagesPerSecond;
    }

    /**
     * The maximum number of messages that this number sends in a second. Meta's default is 80; Meta may have raised it
     * to 1000, and it is 20 for numbers that are also used in the WhatsApp Business app. A message that has to wait
     * holds no thread. Uploads are limited to the service's 25 a second. The value 0 turns all rate limits off, also
     * those of recipients.
     */
    public void setMessagesPerSecond(int messagesPerSecond) {
        this.messagesPerSecond = messagesPerSecond;
    }

    public boolean isPaceRecipients() {
        return paceRecipients;
    }

    /** Keeps the service's limit for each recipient: one message every 6 seconds, after a burst of up to 45. */
    public void setPaceRecipients(boolean paceRecipients) {
        this.paceRecipients = paceRecipients;
    }

    public ProxyManager<String> getRateLimitStore() {
        return rateLimitStore;
    }

    /**
     * The store in which applications that send from the same number share its rate limit: a Bucket4j ProxyManager
     * with keys of type String, over JCache, Redis, a database or another store. If it is not set, this application
     * uses the whole rate.
     */
    public void setRateLimitStore(ProxyManager<String> rateLimitStore) {
        this.rateLimitStore = rateLimitStore;
    }

    public double getRateLimitFallback() {
        return rateLimitFallback;
    }

    /**
     * The share of the number's rate that this application uses while the rateLimitStore does not answer, from 0 (send
     * nothing) to 1. The shares of all applications should add up to at most 1.
     */
    public void setRateLimitFallback(double rateLimitFallback) {
        this.rateLimitFallback = rateLimitFallback;
    }

    public boolean isValidate() {
        return validate;
    }

    /**
     * Checks recipients, texts and files against the service's limits before they are sent. If it is turned off, the
     * service refuses what it does not accept, or accepts it and reports the failure by webhook.
     */
    public void setValidate(boolean validate) {
        this.validate = validate;
    }

    public boolean isValidateTemplates() {
        return validateTemplates;
    }

    /**
     * Checks each template message against the message templates of the account before it is sent: its name, its
     * language, its status and its parameters. The templates are read from the service, at most every ten minutes and
     * after a webhook about a template. If they cannot be read, messages are sent unchecked.
     */
    public void setValidateTemplates(boolean validateTemplates) {
        this.validateTemplates = validateTemplates;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    /** The maximum number of retries of a call of which the service accepted nothing. The value 0 turns retries off. */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    /**
     * The delay before the first retry. It doubles with each further retry. The header Retry-After of the service
     * takes precedence.
     */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public Whatsapp360Confirmation getConfirm() {
        return confirm;
    }

    /**
     * The status with which the exchange of a message goes on: accepted (the service's answer), or sent, delivered or
     * read (a webhook), or answered: the recipient's answer is the new body. For a webhook, an endpoint
     * whatsapp360:events in this application must receive the number's webhooks.
     */
    public void setConfirm(Whatsapp360Confirmation confirm) {
        this.confirm = confirm;
    }

    public Whatsapp360Answer getAnswer() {
        return answer;
    }

    /**
     * The message that counts as the answer: a reply to the sent message (a quoting reply, a button, a list row or a
     * form), or any next message of the recipient, unless it replies to another message. Only with confirm=answered.
     */
    public void setAnswer(Whatsapp360Answer answer) {
        this.answer = answer;
    }

    public boolean isThrowExceptionOnConfirmTimeout() {
        return throwExceptionOnConfirmTimeout;
    }

    /**
     * Ends an exchange with a ConfirmationTimeoutException if the status or the answer did not come within
     * confirmTimeout. If false, the exchange goes on with the accepted message. An exchange that the route marks with
     * transacted() always goes on, because a rollback would send the message again.
     */
    public void setThrowExceptionOnConfirmTimeout(boolean throwExceptionOnConfirmTimeout) {
        this.throwExceptionOnConfirmTimeout = throwExceptionOnConfirmTimeout;
    }

    public MessageRepository getMessageRepository() {
        return messageRepository;
    }

    /**
     * The repository with a record of every message, so that a message is not sent twice after a crash or a second
     * delivery by a queue. Each message needs a business key in the header CamelWhatsapp360CallbackData. An events
     * endpoint records the statuses in it.
     */
    public void setMessageRepository(MessageRepository messageRepository) {
        this.messageRepository = messageRepository;
    }

    public long getSettleTime() {
        return settleTime;
    }

    /**
     * The time after an attempt with an unknown outcome in which a status webhook still shows that the message was
     * accepted. Afterwards the message is sent again. It must be at least connectTimeout plus responseTimeout. Only
     * with messageRepository.
     */
    public void setSettleTime(long settleTime) {
        this.settleTime = settleTime;
    }

    public long getConfirmTimeout() {
        return confirmTimeout;
    }

    /** The maximum time to wait for the status or the answer, counted from the service's answer. */
    public void setConfirmTimeout(long confirmTimeout) {
        this.confirmTimeout = confirmTimeout;
    }

    public String getWebhookSecretHeader() {
        return webhookSecretHeader;
    }

    /** The name of the HTTP header in which the service sends the webhookVerifyToken. */
    public void setWebhookSecretHeader(String webhookSecretHeader) {
        this.webhookSecretHeader = webhookSecretHeader;
    }

    public String getWebhookVerifyToken() {
        return webhookVerifyToken;
    }

    /** A secret of your choice that the service sends with each webhook. Webhooks without it are refused. */
    public void setWebhookVerifyToken(String webhookVerifyToken) {
        this.webhookVerifyToken = webhookVerifyToken;
    }

    public String getSecretKey() {
        return secretKey;
    }

    /**
     * The key with which webhooks are signed: the platform secret of 360dialog's Partner Hub. If it is set, webhooks
     * without a valid signature in the header x-360dialog-signature are refused.
     */
    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    public Object getPrivateKey() {
        return privateKey;
    }

    /**
     * The RSA key that decrypts the requests of whatsapp360:flow, and whose public key setPublicKey sets: a bean that
     * is a PrivateKey or a KeyPair, a PEM text, or the place of a PEM file, such as file:private.pem or
     * classpath:private.pem. The PEM is PKCS#8 or PKCS#1, which may be encrypted with privateKeyPassword.
     */
    public void setPrivateKey(Object privateKey) {
        this.privateKey = privateKey;
    }

    public String getPrivateKeyPassword() {
        return privateKeyPassword;
    }

    /** The password of the privateKey, if its PEM is encrypted. */
    public void setPrivateKeyPassword(String privateKeyPassword) {
        this.privateKeyPassword = privateKeyPassword;
    }

    public String getClientSecret() {
        return clientSecret;
    }

    /**
     * The app secret of the Meta app that the flow is connected to, with which Meta signs the requests of
     * whatsapp360:flow. If it is set, requests without a valid signature in the header X-Hub-Signature-256 are refused.
     */
    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    public String getWebhookSecret() {
        return webhookVerifyToken;
    }

    /** Former name of webhookVerifyToken. Camel does not mask this name in its summary of properties at INFO. */
    public void setWebhookSecret(String webhookSecret) {
        this.webhookVerifyToken = webhookSecret;
    }

    public String getWebhookSignatureSecret() {
        return secretKey;
    }

    /** Former name of secretKey. Camel does not mask this name in its summary of properties at INFO. */
    public void setWebhookSignatureSecret(String webhookSignatureSecret) {
        this.secretKey = webhookSignatureSecret;
    }

    public long getExpiresAfter() {
        return expiresAfter;
    }

    /**
     * The time after which a message is no longer sent, for example for one-time passwords. It includes the time for
     * the rate limit, earlier messages to the same recipient, uploads and retries. An expired message ends with a
     * NotSentException. If it is not set, messages do not expire.
     */
    public void setExpiresAfter(long expiresAfter) {
        this.expiresAfter = expiresAfter;
    }

    public boolean isAllowUnauthenticated() {
        return allowUnauthenticated;
    }

    /**
     * Accepts requests from any sender. If it is turned off, whatsapp360:events requires webhookVerifyToken or
     * secretKey, and whatsapp360:flow requires clientSecret.
     */
    public void setAllowUnauthenticated(boolean allowUnauthenticated) {
        this.allowUnauthenticated = allowUnauthenticated;
    }

    public String getWebhookPath() {
        return webhookPath;
    }

    /**
     * The path at which from("whatsapp360:events") receives webhooks, and from("whatsapp360:flow") the requests of
     * flows. Each route needs its own path. A route that begins with webhook:whatsapp360:events has camel-webhook's
     * options of the same names instead.
     */
    public void setWebhookPath(String webhookPath) {
        this.webhookPath = path(webhookPath);
    }

    /** Returns the path with a slash at its beginning. */
    static String path(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }

    public String getWebhookExternalUrl() {
        return webhookExternalUrl;
    }

    /**
     * The https address at which the service reaches this application, without the path. It is registered on start,
     * together with the path.
     */
    public void setWebhookExternalUrl(String webhookExternalUrl) {
        this.webhookExternalUrl = webhookExternalUrl;
    }

    public boolean isWebhookAutoRegister() {
        return webhookAutoRegister;
    }

    /** Registers the webhook at the service on start. If it is turned off, set the webhook in 360dialog's hub. */
    public void setWebhookAutoRegister(boolean webhookAutoRegister) {
        this.webhookAutoRegister = webhookAutoRegister;
    }

    public String getWebhookComponentName() {
        return webhookComponentName;
    }

    /** The Camel component whose HTTP server receives webhooks; it must be able to serve REST routes. */
    public void setWebhookComponentName(String webhookComponentName) {
        this.webhookComponentName = webhookComponentName;
    }

    public String getWebhookName() {
        return webhookName;
    }

    /**
     * The name of an additional webhook of the number (360dialog's multi-webhook). If it is not set, the number's
     * default webhook is set.
     */
    public void setWebhookName(String webhookName) {
        this.webhookName = webhookName;
    }

    public boolean isRawPayload() {
        return rawPayload;
    }

    /**
     * Passes each webhook to the route as a whole, as the JSON text that the service sent, instead of its events. The
     * secret and the signature have been checked, and statuses have been recorded. Use it to hand webhooks on, such as
     * to a topic whose consumers read them with to("whatsapp360:events").
     */
    public void setRawPayload(boolean rawPayload) {
        this.rawPayload = rawPayload;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * The repository of the events that were processed, so that a repeated event is dropped. If it is not set, the
     * last 50,000 are kept in memory.
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /** The maximum time to establish a connection. */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * The maximum time without progress while a request is written, and the maximum time for the whole answer after
     * that. An upload gets one more second for each 32 KB.
     */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public boolean isSynchronous() {
        return synchronous;
    }

    /**
     * Keeps the exchange on the caller's thread while the service answers. Transacted exchanges always stay on their
     * thread.
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

    /** The scheme (http or https) of the HTTP proxy. If it is not set, the scheme of the service's address is used. */
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
