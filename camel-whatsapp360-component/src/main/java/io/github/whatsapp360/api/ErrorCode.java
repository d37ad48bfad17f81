package io.github.whatsapp360.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The error codes of the service: their meaning, whether a retry helps, and advice.
 *
 * <p>Source: Meta, "Cloud API error codes",
 * developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes, and the error tables of groups
 * (131020 to 131215), calls (138000 to 138025), flows (139000 to 139004) and "Block users" (139100 to 139103). The
 * values of {@code Retry} are this component's reading of that page. The code decides, not the HTTP status, which has
 * changed over time.
 */
public enum ErrorCode {
    AUTHENTICATION(
            0, Retry.NEVER, Scope.NUMBER, "The service cannot authenticate the call", "check the option 'apiKey'"),
    UNKNOWN_REQUEST(
            1,
            Retry.NEVER,
            Scope.MESSAGE,
            "Invalid request or possible server error",
            "check the request against the API's documentation"),
    TEMPORARY(2, Retry.SOON, Scope.MESSAGE, "Temporarily overloaded", "try again later"),
    CAPABILITY(
            3, Retry.NEVER, Scope.NUMBER, "The number lacks a permission", "check the number's settings at 360dialog"),
    APP_RATE_LIMIT(4, Retry.LATER, Scope.MESSAGE, "Too many calls", "send more slowly"),
    PERMISSION(
            10,
            Retry.NEVER,
            Scope.NUMBER,
            "Permission not granted or removed",
            "check the number's settings at 360dialog"),
    NUMBER_GONE(
            33,
            Retry.NEVER,
            Scope.NUMBER,
            "The business number was deleted",
            "check which number the API key belongs to"),
    INVALID_PARAMETER(
            100,
            Retry.NEVER,
            Scope.MESSAGE,
            "A parameter is invalid or misspelt",
            "correct the field that the details name"),
    NO_TOKEN(104, Retry.NEVER, Scope.NUMBER, "No credentials", "check the option 'apiKey'"),
    TOKEN_EXPIRED(190, Retry.NEVER, Scope.NUMBER, "The credentials have expired", "make a new API key at 360dialog"),
    CALLS_RATE_LIMIT(613, Retry.LATER, Scope.MESSAGE, "Too many calls", "send more slowly"),
    API_PERMISSION(
            200,
            Retry.NEVER,
            Scope.NUMBER,
            "The number has no permission for this",
            "check the number's settings at 360dialog"),
    POLICY_BLOCK(
            368,
            Retry.NEVER,
            Scope.NUMBER,
            "The account is blocked for a policy violation",
            "see the account's status in the hub"),
    ACCOUNT_RATE_LIMIT(80007, Retry.LATER, Scope.MESSAGE, "The account's rate limit is reached", "send more slowly"),
    THROUGHPUT(
            130429,
            Retry.SOON,
            Scope.MESSAGE,
            "The number's throughput is reached",
            "send more slowly (80 messages a second by default)"),
    USER_BLOCKED(
            130403, Retry.NEVER, Scope.MESSAGE, "The business has blocked this user", "do not send to this recipient"),
    EXPERIMENT(
            130472,
            Retry.NEVER,
            Scope.MESSAGE,
            "The recipient is part of an experiment of Meta's",
            "do not send this message again"),
    COUNTRY(
            130497,
            Retry.NEVER,
            Scope.MESSAGE,
            "Messages to this country are restricted",
            "do not send to this country"),
    SOMETHING_WRONG(
            131000,
            Retry.SOON,
            Scope.MESSAGE,
            "Unknown error on the service's side",
            "try again; tell the support the trace ID if it stays"),
    ACCESS_DENIED(131005, Retry.NEVER, Scope.NUMBER, "Access denied", "check the number's permissions at 360dialog"),
    MISSING_PARAMETER(
            131008,
            Retry.NEVER,
            Scope.MESSAGE,
            "A required parameter is missing",
            "add the field that the details name"),
    INVALID_VALUE(
            131009,
            Retry.NEVER,
            Scope.MESSAGE,
            "A parameter has a value that is not allowed",
            "correct the field that the details name"),
    UNAVAILABLE(131016, Retry.SOON, Scope.MESSAGE, "A service is temporarily unavailable", "try again later"),
    GROUP_OF_ONE(
            131020, Retry.NEVER, Scope.MESSAGE, "The group has no other member", "wait until somebody joins the group"),
    SAME_NUMBER(
            131021, Retry.NEVER, Scope.MESSAGE, "Sender and recipient are the same number", "send to another number"),
    UNDELIVERABLE(
            131026,
            Retry.NEVER,
            Scope.MESSAGE,
            "The recipient cannot get the message",
            "check that the number uses WhatsApp"),
    NOT_ALLOWED_RECIPIENT(
            131030,
            Retry.NEVER,
            Scope.MESSAGE,
            "The recipient is not on the list of a test number",
            "add the recipient to the list"),
    ACCOUNT_LOCKED(131031, Retry.NEVER, Scope.NUMBER, "The account is locked", "see the account's status in the hub"),
    DISPLAY_NAME(
            131037,
            Retry.NEVER,
            Scope.NUMBER,
            "The number's display name is not approved",
            "have the display name approved"),
    GROUP_UNKNOWN(
            131041,
            Retry.NEVER,
            Scope.MESSAGE,
            "The group does not exist, or the number is not in it",
            "check the ID of the group"),
    PAYMENT(
            131042,
            Retry.NEVER,
            Scope.NUMBER,
            "There is a problem with the payment method",
            "check the payment method in the hub"),
    CALL_PAYMENT(
            131044,
            Retry.NEVER,
            Scope.NUMBER,
            "There is a problem with the payment method of calls",
            "check the payment method in the hub"),
    REGISTRATION(
            131045, Retry.NEVER, Scope.NUMBER, "The number is not registered properly", "register the number again"),
    WINDOW_CLOSED(
            131047,
            Retry.NEVER,
            Scope.MESSAGE,
            "More than 24 hours since the recipient's last message",
            "send a template message instead"),
    SPAM_RATE_LIMIT(
            131048,
            Retry.LATER,
            Scope.MESSAGE,
            "Too many messages were blocked or reported as spam",
            "see the number's quality rating; send less"),
    NOT_DELIVERED(
            131049,
            Retry.NEVER,
            Scope.MESSAGE,
            "Meta chose not to deliver it",
            "wait at least 24 hours before the next marketing message"),
    OPTED_OUT(
            131050,
            Retry.NEVER,
            Scope.MESSAGE,
            "The recipient wants no marketing messages",
            "do not send marketing messages to this recipient"),
    UNSUPPORTED_TYPE(
            131051, Retry.NEVER, Scope.MESSAGE, "The type of message is not supported", "send another type of message"),
    MEDIA_DOWNLOAD(
            131052,
            Retry.NEVER,
            Scope.MESSAGE,
            "The user's media could not be downloaded",
            "ask the sender to send it again"),
    MEDIA_UPLOAD(
            131053,
            Retry.NEVER,
            Scope.MESSAGE,
            "The media could not be taken",
            "check that its content, its type (CamelWhatsapp360MimeType) and the ending of its name "
                    + "(CamelWhatsapp360Filename) fit each other, and its size"),
    PAIR_RATE_LIMIT(
            131056,
            Retry.SOON,
            Scope.MESSAGE,
            "Too many messages to this recipient",
            "wait before the next message to the same recipient"),
    MARKETING_API_METHOD(
            131055,
            Retry.NEVER,
            Scope.MESSAGE,
            "The Marketing Messages API does not take this",
            "send it as another message"),
    MAINTENANCE(131057, Retry.SOON, Scope.NUMBER, "The account is in maintenance mode", "try again in a minute"),
    GROUP_CURSOR(
            131059, Retry.NEVER, Scope.MESSAGE, "The cursor of a list has expired", "read the list from its beginning"),
    USER_ID_NOT_SUPPORTED(
            131062,
            Retry.NEVER,
            Scope.MESSAGE,
            "This message cannot go to a business-scoped user ID",
            "send it to a phone number"),
    MARKETING_DISABLED(
            131063,
            Retry.NEVER,
            Scope.MESSAGE,
            "Marketing templates are disabled for the Cloud API",
            "see the account's settings in the hub"),
    TEMPLATE_CLASSIFICATION(
            131064,
            Retry.NEVER,
            Scope.MESSAGE,
            "The limit of templates of this category is reached",
            "wait, and check the template's category"),
    GROUP_PARTLY_DONE(
            131201,
            Retry.NEVER,
            Scope.MESSAGE,
            "Not all participants could be changed",
            "see the errors of the participants"),
    GROUP_DUPLICATE(131202, Retry.NEVER, Scope.MESSAGE, "A participant is named twice", "name each participant once"),
    GROUP_FULL(131204, Retry.NEVER, Scope.MESSAGE, "The group would have too many participants", "make another group"),
    GROUP_SUSPENDED(
            131207,
            Retry.NEVER,
            Scope.MESSAGE,
            "The group is suspended for a policy violation",
            "see the account's status in the hub"),
    GROUP_RATE_LIMIT(
            131208, Retry.LATER, Scope.MESSAGE, "The number has changed groups too often", "change groups more slowly"),
    GROUP_PICTURE_SHAPE(
            131209, Retry.NEVER, Scope.MESSAGE, "The picture of the group is not square", "crop the picture"),
    GROUP_PICTURE_SIZE(
            131210,
            Retry.NEVER,
            Scope.MESSAGE,
            "The picture of the group is too small",
            "make it larger than 192 x 192 pixels"),
    GROUP_LIMIT(131211, Retry.NEVER, Scope.MESSAGE, "The number has as many groups as it may", "delete a group"),
    GROUP_NO_PARTICIPANT(131212, Retry.NEVER, Scope.MESSAGE, "The user is not in the group", "check the participant"),
    GROUP_NO_REQUEST(
            131213,
            Retry.NEVER,
            Scope.MESSAGE,
            "There is no such request to join the group",
            "check the ID of the request"),
    GROUP_CREATION_DISABLED(
            131214,
            Retry.NEVER,
            Scope.MESSAGE,
            "The number may create no groups for some days",
            "send fewer marketing messages"),
    GROUPS_NOT_ELIGIBLE(
            131215, Retry.NEVER, Scope.MESSAGE, "The number may not use groups", "ask 360dialog whether it can"),
    TEMPLATE_PARAMETERS(
            132000,
            Retry.NEVER,
            Scope.MESSAGE,
            "The number of template parameters does not fit",
            "give as many parameters as the template has"),
    TEMPLATE_MISSING(
            132001,
            Retry.NEVER,
            Scope.MESSAGE,
            "The template does not exist in this language or is not approved",
            "check the template's name and language"),
    TEMPLATE_TEXT_LONG(132005, Retry.NEVER, Scope.MESSAGE, "The template's text is too long", "shorten the parameters"),
    TEMPLATE_POLICY(132007, Retry.NEVER, Scope.MESSAGE, "The template violates a policy", "change the template"),
    TEMPLATE_VARIABLES(
            132008,
            Retry.NEVER,
            Scope.MESSAGE,
            "The template's variables do not fit",
            "check the parameters against the template"),
    TEMPLATE_FORMAT(
            132012,
            Retry.NEVER,
            Scope.MESSAGE,
            "A template parameter has the wrong format",
            "check the parameters against the template"),
    TEMPLATE_PAUSED(
            132015, Retry.NEVER, Scope.MESSAGE, "The template is paused for low quality", "improve the template"),
    TEMPLATE_DISABLED(
            132016, Retry.NEVER, Scope.MESSAGE, "The template is disabled for low quality", "make another template"),
    TEMPLATE_VALIDATION(
            132018,
            Retry.NEVER,
            Scope.MESSAGE,
            "The template message does not fit its template",
            "check the parameters against the template"),
    FLOW_BLOCKED(132068, Retry.NEVER, Scope.MESSAGE, "The flow is blocked", "correct the flow"),
    FLOW_THROTTLED(
            132069,
            Retry.NEVER,
            Scope.MESSAGE,
            "The flow was sent too often in the last hour",
            "wait an hour; correct the flow"),
    DEREGISTRATION(
            133000,
            Retry.NEVER,
            Scope.MESSAGE,
            "An earlier deregistration is not complete",
            "deregister the number again"),
    SERVER_UNAVAILABLE(133004, Retry.SOON, Scope.MESSAGE, "The server is temporarily unavailable", "try again later"),
    NOT_REGISTERED(133010, Retry.NEVER, Scope.NUMBER, "The number is not registered", "register the number"),
    REGISTERED_JUST_NOW(
            133015,
            Retry.NEVER,
            Scope.MESSAGE,
            "The number was deregistered a moment ago",
            "wait 5 minutes, then register it again"),
    REGISTRATION_LIMIT(
            133016,
            Retry.LATER,
            Scope.MESSAGE,
            "The number was registered too often",
            "wait until the service lifts the limit"),
    PAYMENT_TERMS(
            134011, Retry.NEVER, Scope.MESSAGE, "The terms of payments are not accepted", "accept them in the hub"),
    MARKETING_ONLY(
            134100,
            Retry.NEVER,
            Scope.MESSAGE,
            "Only marketing messages may go this way",
            "send it as another message"),
    TEMPLATE_SYNCING(134101, Retry.NEVER, Scope.MESSAGE, "The template is not ready yet", "wait 10 minutes"),
    TEMPLATE_UNAVAILABLE(134102, Retry.NEVER, Scope.MESSAGE, "The template cannot be used", "check the template"),
    GENERIC_USER(
            135000,
            Retry.NEVER,
            Scope.MESSAGE,
            "Something in the request is wrong",
            "check the request against the API's documentation"),
    IDENTITY_KEY(
            137000,
            Retry.NEVER,
            Scope.MESSAGE,
            "The recipient's identity key does not match",
            "check the recipient's identity before you send"),
    CALLS_OFF(
            138000,
            Retry.NEVER,
            Scope.MESSAGE,
            "Calls are not enabled for the number",
            "enable them in the number's call settings"),
    CALL_UNREACHABLE(
            138001,
            Retry.NEVER,
            Scope.MESSAGE,
            "The user cannot get calls",
            "check that the user has WhatsApp, and a recent version"),
    CALLS_AT_ONCE(138002, Retry.LATER, Scope.MESSAGE, "The number has too many calls at once", "call more slowly"),
    CALL_DUPLICATE(138003, Retry.LATER, Scope.MESSAGE, "A call with this user is under way", "wait for its end"),
    CALL_CONNECTION(
            138004,
            Retry.LATER,
            Scope.MESSAGE,
            "The call could not be connected",
            "check the session description, or try again later"),
    CALL_RATE_LIMIT(138005, Retry.LATER, Scope.MESSAGE, "The number has called too often", "call more slowly"),
    CALL_NOT_PERMITTED(
            138006, Retry.NEVER, Scope.MESSAGE, "The user has not permitted calls", "ask the user for the permission"),
    CALL_TIMEOUT(
            138007,
            Retry.NEVER,
            Scope.MESSAGE,
            "The session description was not applied in time",
            "answer the call faster"),
    CALL_PERMISSION_LIMIT(
            138009,
            Retry.LATER,
            Scope.MESSAGE,
            "The user was asked for the permission too often",
            "wait before you ask again"),
    CALL_USER_LIMIT(
            138012,
            Retry.LATER,
            Scope.MESSAGE,
            "The user got as many calls in 24 hours as allowed",
            "wait until the time in the details"),
    CALL_NOT_AVAILABLE(
            138013, Retry.NEVER, Scope.MESSAGE, "The number may not call users", "ask 360dialog whether it can"),
    CALLS_DISABLED(
            138014,
            Retry.NEVER,
            Scope.MESSAGE,
            "Calls are disabled for low quality",
            "wait until the restriction is lifted"),
    CALLS_NOT_ELIGIBLE(
            138015, Retry.NEVER, Scope.MESSAGE, "Calls cannot be enabled for the number", "see its messaging limit"),
    CALL_PERMITTED_ALREADY(
            138017,
            Retry.NEVER,
            Scope.MESSAGE,
            "The user has permitted calls for good",
            "call the user without asking"),
    CALLS_PREREQUISITES(
            138018,
            Retry.NEVER,
            Scope.MESSAGE,
            "The technical needs of calls are not met",
            "set up SIP, or receive the webhooks of calls"),
    CALL_SETUP(138019, Retry.LATER, Scope.MESSAGE, "The user's WhatsApp could not set up the call", "try again later"),
    CALL_RELAY(138020, Retry.LATER, Scope.MESSAGE, "The user's WhatsApp could not reach the relay", "try again later"),
    CALL_NO_MEDIA_SENT(
            138021,
            Retry.NEVER,
            Scope.MESSAGE,
            "The user's WhatsApp got no media",
            "check that media are sent to the relay"),
    CALL_NO_MEDIA_RECEIVED(138022, Retry.LATER, Scope.MESSAGE, "The user's WhatsApp sent no media", "try again later"),
    CALL_NO_MEDIA(138023, Retry.LATER, Scope.MESSAGE, "The call ended without a sign of media", "try again later"),
    SIP_OFF(
            138024,
            Retry.NEVER,
            Scope.MESSAGE,
            "SIP is not enabled for the number",
            "configure SIP in the number's call settings"),
    SIP_NO_SERVER(138025, Retry.NEVER, Scope.MESSAGE, "The number has no SIP server", "configure its SIP server"),
    FLOW_INTEGRITY(
            139000, Retry.NEVER, Scope.MESSAGE, "The account may not use flows", "see the account's status in the hub"),
    FLOW_UPDATE(139001, Retry.NEVER, Scope.MESSAGE, "The flow cannot be changed", "check the flow's status"),
    FLOW_PUBLISH(139002, Retry.NEVER, Scope.MESSAGE, "The flow cannot be published", "check the flow's errors"),
    FLOW_DEPRECATE(139003, Retry.NEVER, Scope.MESSAGE, "The flow cannot be deprecated", "check the flow's status"),
    FLOW_DELETE(139004, Retry.NEVER, Scope.MESSAGE, "The flow cannot be deleted", "check the flow's status"),
    BLOCK_FAILED(
            139100,
            Retry.NEVER,
            Scope.MESSAGE,
            "Some users could not be blocked or unblocked",
            "see the error of each user; only who wrote in the last 24 hours can be blocked"),
    BLOCK_LIMIT(139101, Retry.NEVER, Scope.MESSAGE, "64,000 users are blocked already", "unblock others"),
    BLOCK_LIST_CHANGED(
            139102,
            Retry.SOON,
            Scope.MESSAGE,
            "The list of blocked users changed while it was read",
            "read it from its beginning"),
    BLOCK_ERROR(139103, Retry.SOON, Scope.MESSAGE, "Internal error of the list of blocked users", "try again later"),
    NUMBER_MAINTENANCE(
            2494100, Retry.LATER, Scope.NUMBER, "The number is in maintenance mode", "try again in a few minutes");

    /** The page in the documentation, whose anchors end with the code. The address begins with that of the project. */
    private static final String PAGE =
            "https://github.com/whatsapp360/camel-whatsapp360/blob/main/docs/reference/error-codes.md#error-";

    private static final Map<Integer, ErrorCode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(ErrorCode::code, Function.identity()));

    private final int code;
    private final Retry retry;
    private final Scope scope;
    private final String meaning;
    private final String advice;

    ErrorCode(int code, Retry retry, Scope scope, String meaning, String advice) {
        this.code = code;
        this.retry = retry;
        this.scope = scope;
        this.meaning = meaning;
        this.advice = advice;
    }

    /** Returns Meta's error code. */
    public int code() {
        return code;
    }

    /** Returns whether the service may accept the same request later. */
    public boolean isRetryable() {
        return retry != Retry.NEVER;
    }

    /**
     * Returns whether the failure may be over within seconds, so that the component retries by itself. A retryable
     * failure that is not transient, such as an hourly limit, takes longer: the route has to decide.
     */
    public boolean isTransient() {
        return retry == Retry.SOON;
    }

    /**
     * Returns whether it concerns the number or its account as a whole, so that the next message fails like this one.
     */
    public boolean affectsNumber() {
        return scope == Scope.NUMBER;
    }

    /** Returns the meaning of the code. */
    public String meaning() {
        return meaning;
    }

    /** Returns advice on what to do. */
    public String advice() {
        return advice;
    }

    /**
     * Returns advice on what to do, depending on the service's error text: a link fails for other reasons than an
     * uploaded file.
     */
    public String advice(String details) {
        Objects.requireNonNull(details, "details");
        return this == MEDIA_UPLOAD && details.toLowerCase(Locale.ROOT).contains("weblink")
                ? "the service could not fetch the link: see that it can be reached without a login or a redirect, or "
                        + "send the file itself"
                : advice;
    }

    /** Returns the address of the section about this code in the documentation. */
    String page() {
        return PAGE + code;
    }

    /** Returns the error with this code; empty if the code is not known. */
    public static Optional<ErrorCode> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The time after which the service may accept the same request. */
    private enum Retry {
        /** Never, unless the request or the account is changed. */
        NEVER,
        /** After minutes or hours, or after the problem is solved. */
        LATER,
        /** After seconds. */
        SOON
    }

    /** The scope of an error. */
    private enum Scope {
        /** This message or call. */
        MESSAGE,
        /** The number or its account: whatever it sends fails. */
        NUMBER
    }
}
