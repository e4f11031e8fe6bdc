namespace Weir.Gateway.Admin.Browsers;

/// <summary>How people can sign in to the console, beside links and admin keys.</summary>
/// <param name="IdentityProvider">What the button of the identity provider says; null = none is configured.</param>
/// <param name="Proxy">True when a proxy has signed this very request in already.</param>
public sealed record SignOnOffer(string? IdentityProvider, bool Proxy);
