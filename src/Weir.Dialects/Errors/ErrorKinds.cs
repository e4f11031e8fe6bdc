namespace Weir.Dialects.Errors;

/// <summary>Wire names and default HTTP statuses of <see cref="ErrorKind"/>.</summary>
public static class ErrorKinds
{
    /// <summary>The value of <c>error.code</c>, also what the ledger stores.</summary>
    public static string Code(this ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidCredentials => "invalid_credentials",
        ErrorKind.RateLimited => "rate_limited",
        ErrorKind.ModelNotAvailable => "model_not_available",
        ErrorKind.QuotaExceeded => "quota_exceeded",
        ErrorKind.BudgetExceeded => "budget_exceeded",
        ErrorKind.NetworkError => "network_error",
        ErrorKind.Timeout => "timeout",
        ErrorKind.UnexpectedResponse => "unexpected_response",
        ErrorKind.InvalidRequest => "invalid_request",
        ErrorKind.NotAllowed => "not_allowed",
        ErrorKind.PayloadTooLarge => "payload_too_large",
        ErrorKind.Overloaded => "overloaded",
        ErrorKind.ContextTooLong => "context_length_exceeded",
        ErrorKind.ConfirmationNeeded => "confirmation_needed",
        ErrorKind.Cancelled => "cancelled",
        _ => "unknown",
    };

    /// <summary>The HTTP status that Weir answers with when it is the one that refuses.</summary>
    public static int Status(this ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidRequest or ErrorKind.ContextTooLong => 400,
        ErrorKind.InvalidCredentials => 401,
        ErrorKind.BudgetExceeded => 402,
        ErrorKind.NotAllowed => 403,
        ErrorKind.ModelNotAvailable => 404,
        ErrorKind.ConfirmationNeeded => 409,
        ErrorKind.PayloadTooLarge => 413,
        ErrorKind.RateLimited or ErrorKind.QuotaExceeded => 429,
        ErrorKind.Cancelled => 499,
        ErrorKind.Overloaded => 503,
        ErrorKind.Timeout => 504,
        _ => 502,
    };
}
