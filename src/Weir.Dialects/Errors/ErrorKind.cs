namespace Weir.Dialects.Errors;

/// <summary>Everything that can go wrong with a request, as the user is told it. The wire names are in <see cref="ErrorKinds"/>.</summary>
public enum ErrorKind
{
    Unknown = 0,
    InvalidCredentials,
    RateLimited,
    ModelNotAvailable,
    QuotaExceeded,
    BudgetExceeded,
    NetworkError,
    Timeout,
    UnexpectedResponse,
    InvalidRequest,
    NotAllowed,
    PayloadTooLarge,

    /// <summary>The upstream is up but has no capacity now (503, 529).</summary>
    Overloaded,

    /// <summary>The conversation is longer than the model's context window.</summary>
    ContextTooLong,

    /// <summary>The client has to say that another target may be used. Never an upstream's.</summary>
    ConfirmationNeeded,

    /// <summary>The client hung up before the answer was complete. Only in the ledger: there is nobody to tell.</summary>
    Cancelled,
}
