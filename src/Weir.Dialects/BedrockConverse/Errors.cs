using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Error answers: <c>{"message"}</c>; the type stands in a header.</summary>
internal static class Errors
{
    public static WeirError Read(int status, ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        var json = Json.TryParse(text) ?? default;
        var message = json.String("message") ?? json.String("Message") ?? $"The upstream answered {status}.";
        var kind = status == 400 && (message.Contains("model identifier is invalid", StringComparison.OrdinalIgnoreCase) || message.Contains("model version", StringComparison.OrdinalIgnoreCase))
            ? ErrorKind.ModelNotAvailable
            : status == 403 && message.Contains("token", StringComparison.OrdinalIgnoreCase) ? ErrorKind.InvalidCredentials
            : UpstreamErrors.Classify(status, text);
        return new WeirError(kind, message.Length > 500 ? message[..500] : message, "") { Status = status };
    }

    /// <summary>The failure that a frame of a stream tells.</summary>
    public static WeirError ReadException(string name, JsonElement json) => new(
        name switch
        {
            "exception:throttlingException" => ErrorKind.RateLimited,
            "exception:serviceUnavailableException" => ErrorKind.Overloaded,
            "exception:validationException" => ErrorKind.InvalidRequest,
            "exception:modelTimeoutException" => ErrorKind.Timeout,
            _ => ErrorKind.UnexpectedResponse,
        },
        json.String("message") ?? json.String("Message") ?? "The upstream failed half-way.",
        "Try again.");

    public static string ExceptionOf(ErrorKind kind) => kind switch
    {
        ErrorKind.RateLimited or ErrorKind.QuotaExceeded or ErrorKind.BudgetExceeded => "throttlingException",
        ErrorKind.Overloaded => "serviceUnavailableException",
        ErrorKind.InvalidRequest or ErrorKind.ContextTooLong => "validationException",
        ErrorKind.Timeout => "modelTimeoutException",
        _ => "internalServerException",
    };

    public static void Write(WeirError error, IBufferWriter<byte> to)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        json.WriteString("message", error.Message);
        json.WriteString("code", error.Kind.Code());
        json.WriteString("action", error.Action);
        json.WriteEndObject();
    }
}
