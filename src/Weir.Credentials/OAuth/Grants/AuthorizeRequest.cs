using System.Text;
using Weir.Catalog;
using Weir.Credentials.SignIn;

namespace Weir.Credentials.OAuth.Grants;

/// <summary>The address that a browser is sent to (RFC 6749, section 4.1.1).</summary>
internal static class AuthorizeRequest
{
    /// <summary>The flow's authorize address with all that goes into it.</summary>
    /// <param name="attempt">The sign-in.</param>
    /// <param name="redirect">Where the browser comes back to.</param>
    /// <param name="state">Comes back with it.</param>
    /// <param name="parameters">What the grant adds.</param>
    /// <exception cref="CredentialException">The flow's address can't be used.</exception>
    public static string Url(SignInAttempt attempt, Uri redirect, string state, params IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var flow = attempt.Flow;
        var url = new StringBuilder(OAuthClient.SafeUrl(flow, flow.AuthorizeUrl).GetLeftPart(UriPartial.Query));
        var separator = url.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in All(attempt, redirect, state, parameters))
        {
            url.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return url.ToString();
    }

    private static IEnumerable<KeyValuePair<string, string>> All(
        SignInAttempt attempt, Uri redirect, string state, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var flow = attempt.Flow;
        yield return new("client_id", flow.ClientId);
        yield return new("redirect_uri", redirect.OriginalString);
        if (flow.Scopes.Count > 0)
        {
            yield return new("scope", string.Join(' ', flow.Scopes));
        }

        yield return new("state", state);
        foreach (var parameter in parameters.Concat(Own(flow, attempt.Fields)))
        {
            yield return parameter;
        }
    }

    /// <summary>The flow's own parameters; one with a part that has no value is left out.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Own(SignInFlow flow, IReadOnlyDictionary<string, string> fields)
    {
        foreach (var (name, template) in flow.AuthorizeParameters)
        {
            var values = new Dictionary<string, string>(fields, StringComparer.Ordinal) { ["random"] = RandomText.Create() };
            if (FlowTemplate.Fill(template, flow, values, escaped: false) is { } value)
            {
                yield return new(name, value);
            }
        }
    }
}
