namespace Weir.Credentials.SignIn;

/// <summary>A sign-in as people see it. Immutable; holds no secret.</summary>
public sealed record SignIn
{
    /// <summary>Names it while the program runs; can't be guessed.</summary>
    public required string Id { get; init; }

    /// <summary>The connection that will use the credential.</summary>
    public required string Connection { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    /// <summary>The flow's name.</summary>
    public required string Flow { get; init; }

    public required SignInState State { get; init; }

    /// <summary>What the person must do; null before the provider told, and at the end.</summary>
    public SignInStep? Step { get; init; }

    /// <summary>What came of it, in a sentence.</summary>
    public string? Message { get; init; }

    /// <summary>What to do when it failed.</summary>
    public string? Action { get; init; }

    /// <summary>What is known of whoever signed in.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = StoredCredential.NoFacts;
}
