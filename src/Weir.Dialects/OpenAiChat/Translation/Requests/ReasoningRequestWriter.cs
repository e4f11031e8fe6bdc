using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Writes how much a model is to reason, in the server's form.</summary>
internal static class ReasoningRequestWriter
{
    public static void Write(Utf8JsonWriter json, WriteContext context)
    {
        if (context.Conversation.Reasoning is not { } wanted)
        {
            return;
        }

        wanted.Extras.ReportTo(context.Losses, Notes.Dialect, "reasoning");
        if (wanted.Extras.Are(Notes.Dialect))
        {
            foreach (var (name, value) in wanted.Extras.Members)
            {
                json.WriteRaw(name[1..], value);
            }

            return;
        }

        var asks = wanted.Enabled != false && wanted.Effort is not "none";
        if (context.Options.CanReason == false)
        {
            if (asks)
            {
                context.Losses.Add("reasoning", "the model does not reason");
            }

            return;
        }

        switch (context.Variant.Control)
        {
            case ReasoningControl.Effort:
                WriteEffort(json, context, wanted, asks);
                break;
            case ReasoningControl.Router:
                WriteRouter(json, wanted, asks);
                break;
            case ReasoningControl.Thinking when wanted.Enabled is not null || wanted.Effort is not null || wanted.BudgetTokens is not null:
                json.WriteStartObject("thinking");
                json.WriteString("type", asks ? "enabled" : "disabled");
                json.WriteEndObject();
                break;
            case ReasoningControl.EnableThinking:
                json.WriteBoolean("enable_thinking", asks);
                if (asks && Budget(wanted) is > 0 and var budget)
                {
                    json.WriteNumber("thinking_budget", budget);
                }

                break;
            case ReasoningControl.Template:
                json.WriteStartObject("chat_template_kwargs");
                json.WriteBoolean("enable_thinking", asks);
                json.WriteEndObject();
                break;
            default:
                context.Losses.Add("reasoning", "the server can't be told how much to reason");
                break;
        }
    }

    private static int? Budget(ReasoningRequest wanted) => wanted.BudgetTokens ?? (wanted.Effort is { } effort ? ReasoningEfforts.BudgetOf(effort) : null);

    private static void WriteEffort(Utf8JsonWriter json, WriteContext context, ReasoningRequest wanted, bool asks)
    {
        var effort = wanted.Effort ?? (wanted.BudgetTokens is > 0 and var budget ? ReasoningEfforts.EffortOf(budget) : null);
        if (!asks)
        {
            // Only these can leave it; for others not to ask is the nearest.
            var id = context.Family;
            effort = id.Contains("gpt-5.", StringComparison.OrdinalIgnoreCase) ? "none" : id.Contains("gpt-5", StringComparison.OrdinalIgnoreCase) ? "minimal" : null;
        }

        json.WriteOptional("reasoning_effort", effort == "max" ? "high" : effort);
    }

    private static void WriteRouter(Utf8JsonWriter json, ReasoningRequest wanted, bool asks)
    {
        json.WriteStartObject("reasoning");
        if (!asks)
        {
            json.WriteBoolean("enabled", false);
        }
        else if (wanted.Effort is { } effort)
        {
            json.WriteString("effort", effort == "max" ? "high" : effort);
        }
        else if (wanted.BudgetTokens is > 0 and var budget)
        {
            json.WriteNumber("max_tokens", budget);
        }
        else
        {
            json.WriteBoolean("enabled", true);
        }

        if (wanted.Show == false)
        {
            json.WriteBoolean("exclude", true);
        }

        json.WriteEndObject();
    }
}
