using Weir.Dialects.Errors;

namespace Weir.Gateway.Admin.Work;

/// <summary>What can be done about a request that failed, as far as the ledger tells: it keeps the kind of the error, not its words.</summary>
internal static class ErrorAdvice
{
    /// <summary>An imperative sentence; null where nothing went wrong or nobody can do anything.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="connection">Who was asked last; null = the gateway itself refused.</param>
    public static string? For(ErrorKind kind, string? connection) => (kind, connection) switch
    {
        (ErrorKind.Unknown or ErrorKind.Cancelled, _) => null,
        (ErrorKind.BudgetExceeded, _) => "Raise the budget or wait for its reset: `weir budgets list`.",
        (ErrorKind.NotAllowed, null) => "Let the key use the model, or ask for one that it may use: `weir keys list`.",
        (ErrorKind.PayloadTooLarge, null) => "Send less, or raise server.max_body_mb in weir.yaml.",
        (ErrorKind.InvalidCredentials, null) => "Use a key of this gateway: `weir keys create NAME`.",
        (ErrorKind.ModelNotAvailable, null) => "Ask for a name that `weir models list` shows.",
        (ErrorKind.ConfirmationNeeded, _) => "Confirm the switch in the client, or turn off the chain's asking.",
        (ErrorKind.RateLimited, null) => "Wait and try again, or raise the rate limit.",
        (ErrorKind.InvalidRequest, _) => "Correct the request.",
        (ErrorKind.ContextTooLong, _) => "Shorten the conversation, or use a model with a longer context.",
        (ErrorKind.RateLimited or ErrorKind.Overloaded, _) => "Wait and try again, or use another model.",
        (_, null) => "Try again; the gateway's log says more.",
        (ErrorKind.NetworkError, var name) => $"Check the base URL of \"{name}\" and whether the server runs.",
        (ErrorKind.Timeout, var name) => $"Try again, or raise the timeouts of \"{name}\" in weir.yaml.",
        (ErrorKind.InvalidCredentials, var name) => $"Correct the credential of \"{name}\": `weir auth status {name}`.",
        (ErrorKind.QuotaExceeded, var name) => $"Top up the account behind \"{name}\", or use another model.",
        (_, var name) => $"Try again; `weir providers test {name}` tells more.",
    };
}
