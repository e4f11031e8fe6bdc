using Weir.Catalog;

namespace Weir.Routing.Configuration.Keys;

/// <summary>OAuth sign-ins of a provider: <c>catalog.providers[].sign_in</c>.</summary>
internal static class SignInKeys
{
    private const decimal Day = 86_400;

    private static readonly KeyBlock Field = new("sign_in_field", "One thing that a sign-in asks beforehand.",
    [
        new("name", ValueKind.Name, "What ${name} parts call it.") { Required = true },
        new("label", ValueKind.Text, "The question."),
        new("form", ValueKind.Text, "What an answer must look like; text when left out.") { Allowed = [SignInFieldForms.Text, SignInFieldForms.Host, SignInFieldForms.Url] },
        new("default", ValueKind.Text, "The answer of those who give none."),
        new("variable", ValueKind.Text, "The variable that answers it instead of the person."),
        new("optional", ValueKind.Boolean, "Whether it may stay unanswered; false when left out."),
    ]);

    private static readonly KeyBlock Claim = new("sign_in_claim", "One claim of the id token, else of the access token, to keep.",
    [
        new("name", ValueKind.Name, "What ${name} parts call it.") { Required = true },
        new("pointers", ValueKind.TextList, "JSON pointers to it, best first.") { Required = true },
    ]);

    public static KeyBlock SignIn { get; } = new("sign_in", "One OAuth sign-in of a provider. Its addresses, scopes, parameters and headers may hold ${name} of a field; a variable of that name wins.",
    [
        new("name", ValueKind.Name, "Unique within the provider; device or browser, by its grant, when left out."),
        new("label", ValueKind.Text, "What people choose it by."),
        new("grant", ValueKind.Text, "How it goes.") { Required = true, Allowed = ["device-code", "authorization-code", "implicit", "openai-device"] },
        new("client_id", ValueKind.Text, "The registration's public id.") { Required = true },
        new("client_secret", ValueKind.Secret, "The registration's secret; most have none."),
        new("basic_client_auth", ValueKind.Boolean, "Whether id and secret go in an Authorization header instead of the body; false when left out."),
        new("authorize_url", ValueKind.UrlTemplate, "Where the person signs in; not for device-code, whose server says it."),
        new("token_url", ValueKind.UrlTemplate, "Where codes and refresh tokens are exchanged; not for implicit."),
        new("device_url", ValueKind.UrlTemplate, "Where a device flow gets its code."),
        new("redirect_url", ValueKind.UrlTemplate, "Loopback address that the browser comes back to; port 0 = any."),
        new("scopes", ValueKind.TextList, "What to ask for; one with an unanswered part is left out.") { KeepsUnset = true },
        new("authorize_parameters", ValueKind.TextMap, "What the authorize address takes beside the usual; ${random} is a fresh random text.") { KeepsUnset = true },
        new("redirect_origins", ValueKind.TextList, "Origins whose pages call the redirect address by script."),
        new("json_body", ValueKind.Boolean, "Whether token and device addresses take JSON instead of a form; false when left out."),
        new("token_member", ValueKind.Text, "Member of the answer that holds the token; access_token when left out."),
        new("lifetime_member", ValueKind.Text, "Member of the answer that holds its lifetime in seconds; expires_in when left out."),
        new("default_lifetime", ValueKind.Duration, "How long a token lives when the answer doesn't say; without end when left out.") { Min = 1, Max = 3650 * Day },
        new("refresh_early", ValueKind.Duration, "How long before its end a token is renewed; 60s when left out.") { Min = 0, Max = Day },
        new("poll_margin", ValueKind.Duration, "How long to wait beyond the server's interval between two questions of a device flow; 0s when left out.") { Min = 0, Max = 60 },
        new("claims", ValueKind.BlockList, "What to keep of the token's claims, for headers.") { Block = Claim },
        new("headers", ValueKind.TextMap, "Headers that go with the token; one with an unknown part is left out.") { KeepsUnset = true },
        new("fields", ValueKind.BlockList, "What to ask the person before the sign-in starts.") { Block = Field },
        new("base_url", ValueKind.UrlTemplate, "Where requests go with this sign-in, when not to the provider's address."),
        new("models", ValueKind.TextList, "Models it is known to serve; all when left out."),
        new("excluded_models", ValueKind.TextList, "Models it is known to refuse."),
    ]);
}
