namespace Weir.Credentials;

/// <summary>Makes the auth methods of one name. A new method is one more implementation, registered as a service.</summary>
public interface IAuthMethodKind
{
    /// <summary>The word in weir.yaml.</summary>
    string Name { get; }

    /// <summary>Whether there is something on this machine that it could sign in with, though nobody set it up for Weir. Quick: looks at variables and files, asks nobody.</summary>
    bool FindsByItself(AuthOrder order) => false;

    /// <summary>Makes the method for a connection. Quick: asks nobody, opens nothing.</summary>
    AuthChoice Create(AuthOrder order);
}

/// <summary>An auth method, and why it can't sign, in a sentence; null when it can.</summary>
public sealed record AuthChoice(IAuthMethod Method, string? Problem = null);
