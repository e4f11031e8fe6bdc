namespace Weir.Credentials.SignIn;

/// <summary>How far a sign-in is.</summary>
public enum SignInState
{
    /// <summary>It waits for the person, or for the provider.</summary>
    Waiting,

    /// <summary>The credential is in the store.</summary>
    Done,

    /// <summary>It was refused, ran out of time, or was called off; <see cref="SignIn.Message"/> says which.</summary>
    Failed,
}
