namespace Weir.Gateway.Admin.Browsers;

/// <summary>A link that signs a browser in to the console, once.</summary>
/// <param name="Path">From the gateway's address on; the command line puts the address before it. What is behind the <c>#</c> never reaches a server by itself, so no log has it.</param>
/// <param name="ExpiresAt">When it is too late.</param>
public sealed record ConsoleLink(string Path, DateTimeOffset ExpiresAt)
{
    /// <summary>Where the console takes such a token.</summary>
    public static ConsoleLink For(string token, DateTimeOffset expiresAt) => new("/console/sign-in#" + token, expiresAt);

    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => $"a link until {ExpiresAt:O}";
}
