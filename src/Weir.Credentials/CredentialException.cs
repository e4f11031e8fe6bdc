namespace Weir.Credentials;

/// <summary>A credential that can't be had, kept or made. Message and action are for a person and hold no secret.</summary>
public sealed class CredentialException : Exception
{
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">A whole sentence.</param>
    /// <param name="action">What to do, a whole sentence.</param>
    /// <param name="inner">What came before.</param>
    public CredentialException(CredentialFailure kind, string message, string action, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Action = action;
    }

    public CredentialFailure Kind { get; }

    public string Action { get; }
}

/// <summary>Why there is no credential.</summary>
public enum CredentialFailure
{
    /// <summary>A person must sign in, for the first time or again. Trying again changes nothing.</summary>
    SignInNeeded,

    /// <summary>Whoever gives the credential can't be reached or has trouble: trying again later may help.</summary>
    Unavailable,

    /// <summary>Settings or the machine's store are wrong; the action says what.</summary>
    Misconfigured,
}
