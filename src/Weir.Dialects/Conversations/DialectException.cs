using Weir.Dialects.Errors;

namespace Weir.Dialects.Conversations;

/// <summary>A body that its dialect does not allow, or that can't be written in another. Says what a person should do about it.</summary>
public sealed class DialectException(WeirError error) : Exception(error.Message)
{
    public WeirError Error { get; } = error;

    /// <summary>The client's request is wrong.</summary>
    /// <param name="message">What is wrong, in a sentence.</param>
    /// <param name="param">The field at fault.</param>
    /// <param name="action">What to do; an imperative sentence.</param>
    public static DialectException Invalid(string message, string? param = null, string action = "Correct the request and send it again.") =>
        new(new WeirError(ErrorKind.InvalidRequest, message, action) { Param = param });

    /// <summary>The upstream's answer is not what its dialect says.</summary>
    public static DialectException Unexpected(string message) =>
        new(new WeirError(ErrorKind.UnexpectedResponse, message, "Try again; if it lasts, check that the connection's dialect is the server's."));
}
