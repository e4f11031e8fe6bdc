using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>
/// Reads the errors of all servers of this kind: <c>error</c> as object or text, <c>detail</c> as text or list, <c>message</c> at the top, a list around all that, or a page
/// of HTML, which tells no more than its status.
/// </summary>
internal static partial class ErrorReader
{
    private const int LongestMessage = 500;

    /// <summary>Reads an error answer.</summary>
    public static WeirError Read(int status, ReadOnlySpan<byte> body)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return Of(status, Encoding.UTF8.GetString(body), default);
        }

        return Of(status, Encoding.UTF8.GetString(body), json);
    }

    /// <summary>The error that stands where an answer should, or in an event of a stream; null when there is none.</summary>
    public static WeirError? InAnswer(JsonElement json)
    {
        var error = json.Member("error");
        var isError = error.ValueKind is JsonValueKind.Object or JsonValueKind.String && !Expect.IsHollow(error)
            || json.Member("choices").ValueKind == JsonValueKind.Undefined
            && (json.String("object") == "error" || json.Member("detail").ValueKind != JsonValueKind.Undefined || json.Member("message").ValueKind == JsonValueKind.String);
        if (!isError)
        {
            return null;
        }

        var status = (error.Int("code") ?? error.Int("status") ?? json.Int("status_code") ?? json.Int("code")) is { } code and >= 400 and < 600 ? code : 0;
        return Of(status, json.GetRawText(), json);
    }

    private static WeirError Of(int status, string body, JsonElement json)
    {
        try
        {
            if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0)
            {
                json = json[0];
            }

            var error = json.Member("error") is { ValueKind: JsonValueKind.Object } inner ? inner : json;
            var kind = KindOf(status, body, error);
            var message = MessageOf(json) ?? $"The upstream answered {(status > 0 ? $"with status {status}" : "with an error")}.";
            return new WeirError(kind, message.Length > LongestMessage ? message[..LongestMessage] : message, ActionOf(kind))
            {
                Status = status >= 400 ? status : kind.Status(),
                Param = error.String("param"),
                RetryAfter = RetryAfter(message),
            };
        }
        catch (InvalidOperationException)
        {
            // Text that is no valid Unicode.
            var kind = UpstreamErrors.Classify(status, "");
            return new WeirError(kind, $"The upstream answered with status {status}.", ActionOf(kind)) { Status = status };
        }
    }

    private static string? MessageOf(JsonElement json)
    {
        var error = json.Member("error");
        var said = error.AsString() ?? error.String("message") ?? json.String("message") ?? json.String("detail") ?? json.Member("detail").String("message");
        if (error.Member("metadata").String("raw") is { Length: > 0 } raw)
        {
            said = said is null ? raw : $"{said}: {raw}";
        }

        return said ?? (json.Member("detail") is { ValueKind: JsonValueKind.Array } list ? string.Join("; ", list.EnumerateArray().Select(Describe)) : null);
    }

    private static string Describe(JsonElement problem) =>
        $"{string.Join('.', problem.Member("loc").Items().Select(static step => step.ToString()))}: {problem.String("msg")}";

    private static ErrorKind KindOf(int status, string body, JsonElement error)
    {
        var words = $"{error.String("type")} {error.Member("code").AsString()} {error.Member("metadata").String("error_type")}".ToLowerInvariant();
        bool Says(params ReadOnlySpan<string> any)
        {
            foreach (var word in any)
            {
                if (words.Contains(word, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        var byStatus = UpstreamErrors.Classify(status is 0 ? 400 : status, body);
        return byStatus is ErrorKind.ContextTooLong or ErrorKind.QuotaExceeded ? byStatus :
            Says("context_length", "context_window") ? ErrorKind.ContextTooLong :
            Says("insufficient_quota", "billing", "payment") ? ErrorKind.QuotaExceeded :
            Says("invalid_api_key", "wrong_api_key", "authentication") ? ErrorKind.InvalidCredentials :
            Says("model_not_found", "invalid_model", "deploymentnotfound") ? ErrorKind.ModelNotAvailable :
            Says("rate_limit", "ratelimit", "too_many_requests") ? ErrorKind.RateLimited :
            Says("permission", "forbidden") ? ErrorKind.NotAllowed :
            Says("overloaded", "unavailable", "capacity") ? ErrorKind.Overloaded :
            status == 0 && Says("server_error", "internal", "api_error") ? ErrorKind.UnexpectedResponse :
            status == 0 && !Says("invalid") ? ErrorKind.UnexpectedResponse :
            byStatus;
    }

    /// <summary>"Please try again in 1.5s", "retry after 20 seconds".</summary>
    private static TimeSpan? RetryAfter(string message)
    {
        var match = Wait().Match(message);
        if (!match.Success || !double.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number) || number > 1e6)
        {
            return null;
        }

        return match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    private static string ActionOf(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidCredentials => "Check the connection's key.",
        ErrorKind.NotAllowed => "Check what the connection's account may use.",
        ErrorKind.ModelNotAvailable => "Choose a model that the provider has.",
        ErrorKind.RateLimited => "Wait, then try again.",
        ErrorKind.QuotaExceeded => "Check the account's plan and credit at the provider.",
        ErrorKind.ContextTooLong => "Shorten the conversation, or choose a model with a longer context.",
        ErrorKind.PayloadTooLarge => "Send a smaller request.",
        ErrorKind.InvalidRequest => "Correct the request and send it again.",
        _ => "Try again.",
    };

    [GeneratedRegex(@"(?:try again in|retry after|retry in)\s+([0-9]+(?:\.[0-9]+)?)\s*(ms|m|s)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wait();
}
