using System.Text;
using Weir.Catalog;

namespace Weir.Credentials.OAuth;

/// <summary>Fills the <c>${name}</c> parts of a flow. A name is looked up among the values as it is, then as a field's variable.</summary>
public static class FlowTemplate
{
    /// <summary>
    /// Fills addresses, scopes, authorize parameters, headers and the base URL. A scope or parameter or header with a part that has no value
    /// is left out; an address keeps the part.
    /// </summary>
    /// <param name="flow">The flow as the catalogue has it.</param>
    /// <param name="values">Answers to the flow's fields, or facts of a credential.</param>
    public static SignInFlow Fill(SignInFlow flow, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(values);
        return flow with
        {
            AuthorizeUrl = Address(flow.AuthorizeUrl),
            TokenUrl = Address(flow.TokenUrl),
            DeviceUrl = Address(flow.DeviceUrl),
            BaseUrl = Address(flow.BaseUrl),
            Scopes = [.. flow.Scopes.Select(scope => Fill(scope, flow, values, escaped: false)).OfType<string>()],
        };

        string? Address(string? url) => url is null ? null : Fill(url, flow, values, escaped: true) ?? url;
    }

    /// <summary>The flow's headers with what is known; those with an unknown part are left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Headers(SignInFlow flow, IReadOnlyDictionary<string, string> facts)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(facts);
        foreach (var (name, template) in flow.Headers)
        {
            if (Fill(template, flow, facts, escaped: false) is { Length: > 0 } value && !value.Any(char.IsControl))
            {
                yield return KeyValuePair.Create(name, value);
            }
        }
    }

    /// <summary>Fills one text; null when a part has no value.</summary>
    internal static string? Fill(string template, SignInFlow flow, IReadOnlyDictionary<string, string> values, bool escaped)
    {
        var text = new StringBuilder(template.Length);
        var at = 0;
        while (template.IndexOf("${", at, StringComparison.Ordinal) is >= 0 and var start && template.IndexOf('}', start) is >= 0 and var end)
        {
            var name = template[(start + 2)..end];
            if (Find(name, flow, values) is not { Length: > 0 } value)
            {
                return null;
            }

            text.Append(template, at, start - at).Append(escaped && IsText(name, flow) ? Uri.EscapeDataString(value) : value);
            at = end + 1;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }

    private static string? Find(string name, SignInFlow flow, IReadOnlyDictionary<string, string> values) =>
        values.TryGetValue(name, out var value) ? value
        : Field(name, flow) is not { } field ? null
        : values.TryGetValue(field.Name, out value) || (field.Variable is { } variable && values.TryGetValue(variable, out value)) ? value
        : field.Default;

    // Hosts and addresses were checked when they were answered; escaping would break them.
    private static bool IsText(string name, SignInFlow flow) => (Field(name, flow)?.Form ?? SignInFieldForms.Text) == SignInFieldForms.Text;

    private static SignInField? Field(string name, SignInFlow flow) => flow.Fields.FirstOrDefault(field => field.Name == name || field.Variable == name);
}
