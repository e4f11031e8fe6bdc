namespace Weir.Dialects.Errors;

/// <summary>Makes a <see cref="WeirError"/> of what a vendor said.</summary>
internal static class VendorError
{
    private const int LongestMessage = 500;

    /// <param name="kind">The kind.</param>
    /// <param name="status">The upstream's HTTP status; null for an error inside a stream.</param>
    /// <param name="message">The vendor's words; null when it said none.</param>
    public static WeirError Of(ErrorKind kind, int? status, string? message) =>
        new(kind, Message(status, message), ActionFor(kind)) { Status = status ?? kind.Status() };

    private static string Message(int? status, string? message) => string.IsNullOrWhiteSpace(message)
        ? status is { } known ? $"The upstream answered with status {known}." : "The upstream ended the answer with an error."
        : message.Length <= LongestMessage ? message : message[..LongestMessage];

    private static string ActionFor(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidCredentials => "Check the connection's key.",
        ErrorKind.NotAllowed => "Check what the connection's key may do.",
        ErrorKind.ModelNotAvailable => "Choose a model that the provider has.",
        ErrorKind.RateLimited or ErrorKind.Overloaded => "Wait, then try again.",
        ErrorKind.QuotaExceeded => "Raise the limit or add credit at the provider.",
        ErrorKind.ContextTooLong => "Shorten the conversation or choose a model with a larger context window.",
        ErrorKind.PayloadTooLarge => "Send less, or smaller files.",
        ErrorKind.InvalidRequest => "Correct the request and send it again.",
        _ => "Try again; if it lasts, ask the provider.",
    };
}
