namespace Weir.Credentials;

/// <summary>Whether a connection can sign in.</summary>
public enum AuthState
{
    /// <summary>It has a credential, or needs none.</summary>
    Ready,

    /// <summary>It never had a credential, or was signed out by its owner.</summary>
    Missing,

    /// <summary>The provider refused to renew the credential: a person must sign in again.</summary>
    SignInAgain,
}
