using System.Net.Sockets;
using Weir.Credentials;
using Weir.Dialects.Errors;
using Weir.Routing.Targets;

namespace Weir.Gateway.Pipeline;

/// <summary>Names what went wrong on the way to an upstream, and what a person can do about it.</summary>
internal static class UpstreamFailures
{
    public static WeirError Cancelled { get; } = new(ErrorKind.Cancelled, "The client hung up.", "");

    public static (ErrorKind Kind, string What) Explain(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => (ErrorKind.NetworkError, "Its host name can't be resolved."),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => (ErrorKind.NetworkError, "No secure connection could be made: its certificate is not trusted or TLS failed."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Refused(exception),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError } => (ErrorKind.UnexpectedResponse, "It answered with something that is not HTTP."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => (ErrorKind.UnexpectedResponse, "Its answer's headers are too large."),
        OperationCanceledException => (ErrorKind.Timeout, "No connection could be opened in time."),
        InvalidDataException => (ErrorKind.UnexpectedResponse, "Its answer could not be read: damaged compression or an endless event."),
        _ => (ErrorKind.NetworkError, "The upstream closed the connection before the answer was complete."),
    };

    /// <summary>A credential that could not be had. The next target may have one.</summary>
    public static WeirError Of(CredentialException exception, Connection connection) => new(
        exception.Kind == CredentialFailure.Unavailable ? ErrorKind.NetworkError : ErrorKind.InvalidCredentials,
        $"\"{connection.Name}\" could not sign in: {exception.Message}",
        exception.Action);

    public static string Action(ErrorKind kind, Connection connection) => kind switch
    {
        ErrorKind.NetworkError => $"Check the base URL of \"{connection.Name}\" and whether the server runs, then try again.",
        ErrorKind.Timeout => $"Try again, or raise the timeouts of \"{connection.Name}\" in weir.yaml.",
        ErrorKind.InvalidCredentials => $"Correct the credential of \"{connection.Name}\" ({connection.Auth.Source}).",
        ErrorKind.RateLimited or ErrorKind.Overloaded => "Wait and try again, or use another model.",
        ErrorKind.QuotaExceeded => $"Top up the account behind \"{connection.Name}\", or use another model.",
        ErrorKind.InvalidRequest => "Correct the request.",
        ErrorKind.ContextTooLong => "Shorten the conversation, or use a model with a longer context.",
        _ => $"Try again; `weir providers test {connection.Name}` tells more.",
    };

    private static (ErrorKind Kind, string What) Refused(Exception exception) =>
        exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
            ? (ErrorKind.NetworkError, "It refused the connection: nothing listens there.")
            : (ErrorKind.NetworkError, "It can't be reached.");
}
