using Weir.Dialects.Errors;
using Weir.Metering.People;

namespace Weir.Gateway.SignOn;

/// <summary>How a sign-on ended: with a user, or with why not.</summary>
/// <param name="User">Who is signed in; null when refused.</param>
/// <param name="Refusal">Why not; null when signed in.</param>
internal readonly record struct SignOnAnswer(User? User, WeirError? Refusal)
{
    public static implicit operator SignOnAnswer(User user) => new(user, null);

    /// <summary>Somebody who may not come in.</summary>
    public static SignOnAnswer NotAllowed(string message, string action) => new(null, new WeirError(ErrorKind.NotAllowed, message, action));

    /// <summary>Somebody who did not show who he is.</summary>
    public static SignOnAnswer NotProved(string message, string action) => new(null, new WeirError(ErrorKind.InvalidCredentials, message, action));
}
