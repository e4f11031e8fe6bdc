namespace Weir.Gateway.Admin.Credentials;

/// <summary>The ways to sign in to a provider.</summary>
/// <param name="Provider">Catalogue id.</param>
/// <param name="Name">The provider's name.</param>
/// <param name="Documentation">Where a key is to be had; null when nobody told.</param>
/// <param name="Methods">The usual one first.</param>
public sealed record SignInOffer(string Provider, string Name, string? Documentation, IReadOnlyList<SignInMethod> Methods);

/// <summary>One way to sign in.</summary>
public sealed record SignInMethod
{
    /// <summary><c>api</c>, <c>oauth</c>, ...</summary>
    public required string Method { get; init; }

    /// <summary>For <c>oauth</c>: which flow; null for other methods.</summary>
    public string? Flow { get; init; }

    /// <summary>In words.</summary>
    public required string Label { get; init; }

    /// <summary>True when a key is asked for.</summary>
    public bool TakesKey { get; init; }

    /// <summary>A program of the vendor's that the person runs to sign in; empty for most.</summary>
    public IReadOnlyList<string> LoginCommand { get; init; } = [];

    /// <summary>What is asked beside the key.</summary>
    public IReadOnlyList<SignInQuestion> Fields { get; init; } = [];
}

/// <summary>Something asked before a sign-in.</summary>
/// <param name="Name">The name that its answer goes by.</param>
/// <param name="Label">In words.</param>
/// <param name="Default">The answer of whoever gives none; null when one is needed.</param>
/// <param name="Optional">True when it may stay empty.</param>
public sealed record SignInQuestion(string Name, string Label, string? Default, bool Optional);
