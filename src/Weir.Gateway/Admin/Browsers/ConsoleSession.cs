namespace Weir.Gateway.Admin.Browsers;

/// <summary>Who is signed in.</summary>
/// <param name="Name">Name of the admin key.</param>
/// <param name="Role"><c>admin</c>.</param>
public sealed record ConsoleSession(string Name, string Role);

/// <summary>How a browser signs in: with one of the two.</summary>
public sealed record ConsoleSignIn
{
    /// <summary>What a one-time link holds.</summary>
    public string? Token { get; init; }

    /// <summary>An admin key.</summary>
    public string? Key { get; init; }

    /// <summary>Says nothing of either.</summary>
    public override string ToString() => Token is null ? "a key" : "a link";
}
