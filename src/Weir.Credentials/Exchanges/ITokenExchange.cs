namespace Weir.Credentials.Exchanges;

/// <summary>For providers whose calls carry neither a key nor a sign-in's token, but a short-lived token that is given for one.</summary>
public interface ITokenExchange
{
    /// <summary>One of <see cref="Catalog.KeyPlacements"/>: the providers it is for.</summary>
    string Placement { get; }

    /// <summary>Makes the method that signs with the short-lived token, of the one that signs the exchange. Quick: asks nobody.</summary>
    AuthChoice Wrap(AuthOrder order, AuthChoice choice);
}
