using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Error answers: <c>{"type":"error","error":{"type","message"}}</c>.</summary>
internal static class Errors
{
    public static WeirError Read(int status, ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        var error = Json.TryParse(text)?.Member("error") ?? default;
        return VendorError.Of(KindOf(Text(error, "type"), status, text), status, Text(error, "message"));
    }

    /// <summary>The error in an event of a stream.</summary>
    public static WeirError ReadEvent(JsonElement @event)
    {
        var error = @event.Member("error");
        var kind = KindOf(Text(error, "type"), 500, error.ValueKind == JsonValueKind.Object ? error.GetRawText() : "");
        return VendorError.Of(kind, null, Text(error, "message"));
    }

    public static void Write(WeirError error, IBufferWriter<byte> to)
    {
        using var json = Json.Writer(to);
        Write(error, json);
    }

    public static void Write(WeirError error, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", TypeOf(error.Kind));
        json.WriteString("message", error.Message);
        json.WriteOptional("param", error.Param);
        if (error.DetailCode is { } detail)
        {
            json.WriteStartObject("details");
            json.WriteString("error_code", detail);
            json.WriteEndObject();
        }

        json.WriteString("code", error.Kind.Code());
        json.WriteString("action", error.Action);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static ErrorKind KindOf(string? type, int status, string body) => type switch
    {
        "authentication_error" => ErrorKind.InvalidCredentials,
        "billing_error" => ErrorKind.QuotaExceeded,
        "permission_error" => ErrorKind.NotAllowed,
        "not_found_error" => ErrorKind.ModelNotAvailable,
        "request_too_large" => ErrorKind.PayloadTooLarge,
        "rate_limit_error" => ErrorKind.RateLimited,
        "timeout_error" => ErrorKind.Timeout,
        "overloaded_error" => ErrorKind.Overloaded,
        "api_error" when body.Contains("overloaded", StringComparison.OrdinalIgnoreCase) => ErrorKind.Overloaded,
        "invalid_request_error" => UpstreamErrors.Classify(400, body),
        _ => UpstreamErrors.Classify(status, body),
    };

    private static string TypeOf(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidRequest or ErrorKind.ContextTooLong => "invalid_request_error",
        ErrorKind.InvalidCredentials => "authentication_error",
        ErrorKind.QuotaExceeded or ErrorKind.BudgetExceeded => "billing_error",
        ErrorKind.NotAllowed => "permission_error",
        ErrorKind.ModelNotAvailable => "not_found_error",
        ErrorKind.PayloadTooLarge => "request_too_large",
        ErrorKind.RateLimited => "rate_limit_error",
        ErrorKind.Timeout => "timeout_error",
        ErrorKind.Overloaded => "overloaded_error",
        _ => "api_error",
    };

    /// <summary>A text member; null as well where its text is not valid Unicode, which only reading it finds out.</summary>
    private static string? Text(JsonElement from, string name)
    {
        try
        {
            return from.String(name);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
