using Weir.Catalog;

namespace Weir.Credentials.SignIn;

/// <summary>One sign-in under way, as its grant sees it.</summary>
public abstract class SignInAttempt
{
    /// <summary>What to do, with all <c>${VAR}</c> parts filled in.</summary>
    public required SignInFlow Flow { get; init; }

    /// <summary>Catalogue id of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>What the person was asked beforehand, by name: <c>account</c>, <c>instance_url</c>, ... Kept as facts.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = StoredCredential.NoFacts;

    /// <summary>True when the person's browser runs on this machine, so that a loopback address reaches us.</summary>
    public bool MayListen { get; init; }

    /// <summary>Tells the person what to do now.</summary>
    public abstract void Show(SignInStep step);

    /// <summary>Waits for what the person pastes: the address that the browser was sent back to, or the code in it.</summary>
    public abstract Task<string> PastedAsync(CancellationToken cancellationToken);
}

/// <summary>What the person must do now.</summary>
public sealed record SignInStep
{
    /// <summary>The page to open.</summary>
    public required string Url { get; init; }

    /// <summary>The code to type there; null when there is none.</summary>
    public string? UserCode { get; init; }

    /// <summary>When it is too late.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True when the address that the browser comes back to may be pasted.</summary>
    public bool TakesPaste { get; init; }

    /// <summary>What was wrong with the last paste, in whole sentences; null when nothing was.</summary>
    public string? Note { get; init; }
}
