using Weir.Catalog;

namespace Weir.Credentials.OAuth;

/// <summary>Checks and tidies what a person answered to a flow's fields.</summary>
public static class FlowAnswers
{
    /// <summary>
    /// The answers by field name and, so that a provider's base URL can use them, by variable. Unanswered fields take the environment's
    /// value, then their default.
    /// </summary>
    /// <param name="flow">Whose fields.</param>
    /// <param name="given">What was answered, by field name.</param>
    /// <param name="environment">Looks a variable up.</param>
    /// <exception cref="CredentialException">A field that needs an answer has none, or an answer has the wrong form.</exception>
    public static IReadOnlyDictionary<string, string> Complete(
        SignInFlow flow, IReadOnlyDictionary<string, string> given, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(environment);
        var answers = new Dictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var field in flow.Fields)
        {
            var answer = given.GetValueOrDefault(field.Name) is { } text && !string.IsNullOrWhiteSpace(text) ? text
                : field.Variable is { } variable && !string.IsNullOrWhiteSpace(environment(variable)) ? environment(variable)
                : field.Default;
            answers.Remove(field.Name);
            if (answer is null)
            {
                if (!field.IsOptional)
                {
                    throw Wrong(field, "has no answer");
                }
            }
            else
            {
                answers[field.Name] = Tidy(field, answer.Trim());
                if (field.Variable is not null)
                {
                    answers[field.Variable] = answers[field.Name];
                }
            }
        }

        return answers;
    }

    private static string Tidy(SignInField field, string answer) => field.Form switch
    {
        SignInFieldForms.Url => Address(field, answer),
        SignInFieldForms.Host => Host(field, answer),
        _ => answer.Any(char.IsControl) ? throw Wrong(field, "has characters that can't be") : answer,
    };

    private static string Address(SignInField field, string answer)
    {
        var text = answer.Contains("://", StringComparison.Ordinal) ? answer : "https://" + answer;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && IsPlain(url) ? url.GetLeftPart(UriPartial.Path).TrimEnd('/') : throw Wrong(field, "is no address");
    }

    private static string Host(SignInField field, string answer)
    {
        var text = answer.Contains("://", StringComparison.Ordinal) ? answer : "https://" + answer;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && IsPlain(url) && url.AbsolutePath == "/" ? url.Authority : throw Wrong(field, "is no host");
    }

    private static bool IsPlain(Uri url) =>
        url.Scheme is "https" or "http" && url.Host.Length > 0 && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0;

    private static CredentialException Wrong(SignInField field, string what) => new(
        CredentialFailure.Misconfigured, $"The sign-in's field '{field.Name}' ({field.Label}) {what}.", "Start the sign-in again and answer it.");
}
