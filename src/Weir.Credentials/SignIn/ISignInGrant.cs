namespace Weir.Credentials.SignIn;

/// <summary>One kind of OAuth sign-in, by <see cref="Catalog.SignInFlow.Grant"/>. A new grant is one more implementation, registered as a service.</summary>
public interface ISignInGrant
{
    /// <summary>The word in the flow's data: <c>device-code</c>, <c>authorization-code</c>, ...</summary>
    string Grant { get; }

    /// <summary>Signs a person in: shows what they must do, and waits until they did.</summary>
    /// <exception cref="CredentialException">It was refused, ran out of time, or the server has trouble.</exception>
    Task<StoredCredential> RunAsync(SignInAttempt attempt, CancellationToken cancellationToken);
}
