using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Dialects.Gemini;

/// <summary>Error answers: <c>{"error":{"code","message","status","details"}}</c>.</summary>
internal static class Errors
{
    private const int LongestMessage = 500;

    public static WeirError Read(int status, ReadOnlySpan<byte> body)
    {
        var json = Json.TryParse(Encoding.UTF8.GetString(body)) ?? default;
        var first = json.ValueKind == JsonValueKind.Array ? json.Items().FirstOrDefault() : json;
        return first.Member("error") is { ValueKind: JsonValueKind.Object } error
            ? Read(error, status)
            : new WeirError(UpstreamErrors.Classify(status, Encoding.UTF8.GetString(body)), $"The upstream answered {status}.", "") { Status = status };
    }

    public static WeirError Read(JsonElement error, int status)
    {
        var text = error.GetRawText();
        var message = error.String("message") ?? $"The upstream answered {status}.";
        return new WeirError(KindOf(error, status, text), message.Length > LongestMessage ? message[..LongestMessage] : message, "Try again.")
        {
            Status = status,
            RetryAfter = RetryAfter(error),
        };
    }

    public static void Write(WeirError error, IBufferWriter<byte> to)
    {
        using var json = Json.Writer(to);
        Write(error, json);
    }

    public static void Write(WeirError error, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteNumber("code", error.Status);
        json.WriteString("message", error.Message);
        json.WriteString("status", StatusOf(error.Kind));
        json.WriteStartArray("details");
        json.WriteStartObject();
        json.WriteString("@type", "type.googleapis.com/google.rpc.ErrorInfo");
        json.WriteString("reason", error.Kind.Code());
        json.WriteString("domain", "weir");
        json.WriteEndObject();
        if (error.RetryAfter is { } wait)
        {
            json.WriteStartObject();
            json.WriteString("@type", "type.googleapis.com/google.rpc.RetryInfo");
            json.WriteString("retryDelay", string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds)}s"));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("action", error.Action);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static ErrorKind KindOf(JsonElement error, int status, string text) => error.String("status") switch
    {
        _ when text.Contains("API_KEY_INVALID", StringComparison.Ordinal) => ErrorKind.InvalidCredentials,
        _ when text.Contains("exceeds the maximum number of tokens", StringComparison.OrdinalIgnoreCase) => ErrorKind.ContextTooLong,
        "UNAUTHENTICATED" => ErrorKind.InvalidCredentials,
        "PERMISSION_DENIED" => ErrorKind.NotAllowed,
        "NOT_FOUND" => ErrorKind.ModelNotAvailable,
        "RESOURCE_EXHAUSTED" => text.Contains("PerDay", StringComparison.Ordinal) ? ErrorKind.QuotaExceeded : ErrorKind.RateLimited,
        "UNAVAILABLE" => ErrorKind.Overloaded,
        "DEADLINE_EXCEEDED" => ErrorKind.Timeout,
        "INVALID_ARGUMENT" or "FAILED_PRECONDITION" => UpstreamErrors.Classify(400, text),
        _ => UpstreamErrors.Classify(status, text),
    };

    private static TimeSpan? RetryAfter(JsonElement error)
    {
        foreach (var detail in error.Member("details").Items())
        {
            if (detail.String("retryDelay") is { } delay && double.TryParse(delay.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6)
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        return null;
    }

    private static string StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidRequest or ErrorKind.ContextTooLong or ErrorKind.PayloadTooLarge => "INVALID_ARGUMENT",
        ErrorKind.InvalidCredentials => "UNAUTHENTICATED",
        ErrorKind.NotAllowed => "PERMISSION_DENIED",
        ErrorKind.ModelNotAvailable => "NOT_FOUND",
        ErrorKind.RateLimited or ErrorKind.QuotaExceeded or ErrorKind.BudgetExceeded => "RESOURCE_EXHAUSTED",
        ErrorKind.Timeout => "DEADLINE_EXCEEDED",
        ErrorKind.Overloaded => "UNAVAILABLE",
        _ => "INTERNAL",
    };
}
