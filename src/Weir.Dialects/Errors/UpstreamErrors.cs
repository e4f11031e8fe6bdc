namespace Weir.Dialects.Errors;

/// <summary>The one table from a vendor's answer to an <see cref="ErrorKind"/>.</summary>
public static class UpstreamErrors
{
    /// <summary>Phrases by which vendors say that the conversation is too long (OpenCode's list, lower case).</summary>
    private static readonly string[] ContextPhrases =
    [
        "context_length_exceeded", "prompt is too long", "input is too long for requested model", "exceeds the context window", "maximum prompt length is",
        "reduce the length of the messages", "maximum context length", "exceeds the available context size", "greater than the context length",
        "context window exceeds limit", "exceeded model token limit", "context length is only", "prompt too long; exceeded max context length",
        "model_context_window_exceeded", "tokens in request more than max tokens allowed", "exceeds the maximum number of tokens", "prompt token count of", "too many tokens",
    ];

    private static readonly string[] QuotaPhrases = ["insufficient_quota", "usage_not_included", "credit balance", "exceeded your current quota", "insufficient balance", "insufficient credits"];

    /// <summary>The kind of a failed answer.</summary>
    /// <param name="status">The upstream's HTTP status, 400 or above.</param>
    /// <param name="body">The beginning of its body; may be empty. Not kept.</param>
    public static ErrorKind Classify(int status, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (status is 400 or 413 or 422 && Has(body, ContextPhrases))
        {
            return ErrorKind.ContextTooLong;
        }

        if (status is 402 || (status is 400 or 403 or 429 && Has(body, QuotaPhrases)))
        {
            return ErrorKind.QuotaExceeded;
        }

        return status switch
        {
            401 => ErrorKind.InvalidCredentials,
            403 => ErrorKind.NotAllowed,
            404 => ErrorKind.ModelNotAvailable,
            408 or 504 or 524 => ErrorKind.Timeout,
            413 => ErrorKind.PayloadTooLarge,
            429 => ErrorKind.RateLimited,
            503 or 529 => ErrorKind.Overloaded,
            >= 500 => ErrorKind.UnexpectedResponse,
            _ => ErrorKind.InvalidRequest,
        };
    }

    /// <summary>True when another target may do better: nothing is wrong with the request itself.</summary>
    public static bool IsRetryable(this ErrorKind kind) => kind is
        ErrorKind.RateLimited or ErrorKind.QuotaExceeded or ErrorKind.NetworkError or ErrorKind.Timeout or ErrorKind.Overloaded or
        ErrorKind.UnexpectedResponse or ErrorKind.InvalidCredentials;

    private static bool Has(string body, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (body.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
