using Weir.Catalog;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>
/// Bedrock: the region is a variable, many models are reached by an inference profile of the region's group, and Claude answers by its own dialect as well, so that a client of Anthropic
/// loses nothing.
/// </summary>
public sealed class AmazonBedrock : ProviderRules
{
    private const string UsualRegion = "us-east-1";

    private static readonly string[] Prefixes = ["global.", "us.", "eu.", "jp.", "apac.", "au.", "us-gov."];

    private static readonly string[] European = ["eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-central-1", "eu-south-1", "eu-south-2"];

    public override IReadOnlyCollection<string> Providers => ["amazon-bedrock"];

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var region = Region(question.Environment);
        var placed = question with { Environment = name => name == "AWS_REGION" ? region : question.Environment(name) };
        if (question.Model?.Dialect is not null)
        {
            return base.WiresOf(placed);
        }

        var id = Profile(question.ModelId, region);
        var converse = Reach(placed, DialectNames.BedrockConverse, question.Connection.Provider.BaseUrl, null, out var problem);
        if (converse is null)
        {
            return WireAnswer.Not(problem!);
        }

        return id.Contains("anthropic.claude", StringComparison.Ordinal)
            ? WireAnswer.Of(converse with { ModelId = id, Dialect = DialectNames.BedrockInvoke }, converse with { ModelId = id })
            : WireAnswer.Of(converse with { ModelId = id });
    }

    /// <summary>The region: <c>AWS_REGION</c>, <c>AWS_DEFAULT_REGION</c>, else us-east-1.</summary>
    internal static string Region(Func<string, string?> environment) =>
        environment("AWS_REGION") is { Length: > 0 } region ? region : environment("AWS_DEFAULT_REGION") is { Length: > 0 } usual ? usual : UsualRegion;

    /// <summary>The id of the region's inference profile for a model that needs one; ids with a prefix and ARNs stay.</summary>
    internal static string Profile(string id, string region)
    {
        if (id.StartsWith("arn:", StringComparison.Ordinal) || Prefixes.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return id;
        }

        var prefix = region switch
        {
            _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => null,
            _ when region.StartsWith("us-", StringComparison.Ordinal) => Has(id, "nova-micro", "nova-lite", "nova-pro", "nova-premier", "nova-2", "claude", "deepseek.r1") ? "us." : null,
            _ when European.Contains(region) => Has(id, "claude", "nova-lite", "nova-micro", "llama3", "pixtral") ? "eu." : null,
            "ap-southeast-2" or "ap-southeast-4" when Has(id, "anthropic.claude-sonnet-4-5", "anthropic.claude-haiku") => "au.",
            "ap-northeast-1" => Has(id, "claude", "nova-lite", "nova-micro", "nova-pro") ? "jp." : null,
            _ when region.StartsWith("ap-", StringComparison.Ordinal) => Has(id, "claude", "nova-lite", "nova-micro", "nova-pro") ? "apac." : null,
            _ => null,
        };
        return prefix + id;
    }

    private static bool Has(string id, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (id.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
