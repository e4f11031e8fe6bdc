using System.Text.RegularExpressions;
using Weir.Catalog;
using Weir.Credentials;
using Weir.Credentials.Commands;
using Weir.Credentials.OAuth;
using Weir.Gateway.Admin.Credentials;
using Weir.Routing;

namespace Weir.Gateway.Admin.Work.Credentials;

/// <summary>The ways to sign in to a provider, with what each asks: its own questions, and the variables in the provider's address that nobody set.</summary>
internal sealed partial class SignInOffers(RoutingStart start)
{
    private static readonly string[] KeyMethods = ["api", "command"];

    public SignInOffer Of(CatalogProvider provider) => new(provider.Id, provider.Name, provider.Documentation, [.. Methods(provider)]);

    /// <summary>One of the provider's flows, made ready: answers checked, and filled into it.</summary>
    /// <param name="provider">Whose flow.</param>
    /// <param name="name">Its name.</param>
    /// <param name="clientId">A registration of the owner's own; null for the flow's.</param>
    /// <param name="given">What was answered.</param>
    /// <exception cref="CredentialException">An answer is missing or has the wrong form.</exception>
    public (SignInFlow Flow, IReadOnlyDictionary<string, string> Answers) Flow(CatalogProvider provider, string name, string? clientId, IReadOnlyDictionary<string, string> given)
    {
        var flow = provider.Flows.First(flow => flow.Name == name);
        var answers = FlowAnswers.Complete(flow, given, start.Environment);
        return (FlowTemplate.Fill(flow, answers) with { ClientId = clientId ?? flow.ClientId }, answers);
    }

    /// <summary>The answers that are values of variables in the provider's address.</summary>
    public static IReadOnlyDictionary<string, string> VariablesOf(CatalogProvider provider, IReadOnlyDictionary<string, string> fields)
    {
        var names = AddressVariables(provider).ToHashSet(StringComparer.Ordinal);
        return fields.Where(field => names.Contains(field.Key)).ToDictionary(StringComparer.Ordinal);
    }

    private IEnumerable<SignInMethod> Methods(CatalogProvider provider)
    {
        var questions = AddressVariables(provider)
            .Where(variable => string.IsNullOrEmpty(start.Environment(variable)))
            .Select(static variable => new SignInQuestion(variable, $"value of {variable} in its address", null, false))
            .ToList();
        foreach (var method in provider.AuthMethods)
        {
            if (method.Method == "oauth")
            {
                foreach (var flow in provider.Flows)
                {
                    yield return new SignInMethod { Method = "oauth", Flow = flow.Name, Label = flow.Label, Fields = [.. flow.Fields.Select(Question), .. questions.Where(question => !Asks(flow, question.Name))] };
                }
            }
            else
            {
                yield return new SignInMethod
                {
                    Method = method.Method,
                    Label = method.Label,
                    TakesKey = KeyMethods.Contains(method.Method),
                    LoginCommand = method.Method == "command" ? VendorTool.Find(provider.Id)?.LoginCommand ?? [] : [],
                    Fields = questions,
                };
            }
        }
    }

    /// <summary>A field of the flow; a variable that answers it is its default.</summary>
    private SignInQuestion Question(SignInField field) =>
        new(field.Name, field.Label, field.Variable is { } variable && start.Environment(variable) is { Length: > 0 } set ? set : field.Default, field.IsOptional);

    private static bool Asks(SignInFlow flow, string variable) => flow.Fields.Any(field => field.Name == variable || field.Variable == variable);

    private static IEnumerable<string> AddressVariables(CatalogProvider provider) =>
        provider.Models.Values.Select(static model => model.BaseUrl).Distinct().Prepend(provider.BaseUrl).OfType<string>().SelectMany(static address => Variable().Matches(address)).Select(static match => match.Groups[1].Value).Except(provider.KeyVariables).Distinct();

    [GeneratedRegex(@"\$\{([A-Za-z0-9_]+)\}")]
    private static partial Regex Variable();
}
