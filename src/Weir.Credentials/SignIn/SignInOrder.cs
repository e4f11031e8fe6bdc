using Weir.Catalog;

namespace Weir.Credentials.SignIn;

/// <summary>What is to be signed in to.</summary>
public sealed record SignInOrder
{
    public required string Connection { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    public required SignInFlow Flow { get; init; }

    /// <summary>Answers to what the flow asks beforehand.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = StoredCredential.NoFacts;

    /// <summary>True when the person's browser runs on this machine.</summary>
    public bool MayListen { get; init; }
}
