namespace Weir.Gateway.Admin.Browsers;

/// <summary>Who is signed in.</summary>
/// <param name="Name">Name of the admin key, or of the user.</param>
/// <param name="Role"><c>member</c>, <c>manager</c> or <c>admin</c>.</param>
/// <param name="User">The user; null for an admin key, which is nobody's.</param>
/// <param name="Team">The user's team; null = none.</param>
public sealed record ConsoleSession(string Name, string Role, string? User, string? Team);

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
