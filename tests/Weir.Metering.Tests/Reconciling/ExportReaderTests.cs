using System.Text;
using Weir.Metering.Reconciling.Exports;

namespace Weir.Metering.Tests.Reconciling;

public sealed class ExportReaderTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void OpenAI_s_usage_pages()
    {
        var (rows, map) = Read("""
            {"object":"page","data":[{"object":"bucket","start_time":1795132800,"end_time":1795219200,"results":[
              {"object":"organization.usage.completions.result","input_tokens":1000,"output_tokens":500,"input_cached_tokens":800,"num_model_requests":5,"model":"gpt-4o-2024-08-06"},
              {"object":"organization.usage.completions.result","input_tokens":7,"output_tokens":0,"num_model_requests":1,"model":"gpt-4o-mini"}]},
              {"object":"bucket","start_time":1795219200,"end_time":1795305600,"results":[]}],"has_more":false}
            """);

        Assert.Same(ExportMaps.OpenAi, map);
        Assert.Equal(new ExportRow { Time = Day, Model = "gpt-4o-2024-08-06", Requests = 5, Input = 1000, Output = 500 }, rows[0]);
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public void OpenAI_s_costs_by_line_of_the_bill()
    {
        var (rows, _) = Read("""{"data":[{"start_time":1795132800,"results":[{"amount":{"value":0.0025,"currency":"usd"},"line_item":"gpt-4o-2024-08-06, input"},{"amount":{"value":5.000000000000001e-3,"currency":"usd"},"line_item":"gpt-4o-2024-08-06, output"}]}]}""");

        Assert.Equal([("gpt-4o-2024-08-06", 2_500_000m), ("gpt-4o-2024-08-06", 5_000_000.000000001m)], rows.Select(static row => (row.Model, row.CostNano!.Value)));
    }

    [Fact]
    public void Anthropic_s_usage_report()
    {
        var (rows, map) = Read("""{"data":[{"starting_at":"2026-11-20T00:00:00Z","ending_at":"2026-11-21T00:00:00Z","results":[{"model":"claude-sonnet-4-5","uncached_input_tokens":100,"cache_read_input_tokens":20,"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4},"output_tokens":50,"server_tool_use":{"web_search_requests":1}}]}]}""");

        Assert.Same(ExportMaps.Anthropic, map);
        Assert.Equal(new ExportRow { Time = Day, Model = "claude-sonnet-4-5", Input = 127, Output = 50 }, Assert.Single(rows));
    }

    [Fact]
    public void Anthropic_s_cost_report_is_in_cents()
    {
        var (rows, _) = Read("""{"data":[{"starting_at":"2026-11-20T00:00:00Z","results":[{"currency":"USD","amount":"123.78912","model":"claude-sonnet-4-5","description":"Tokens"},{"currency":"USD","amount":"1","model":null}]}]}""");

        Assert.Equal([("claude-sonnet-4-5", 1_237_891_200m)], rows.Take(1).Select(static row => (row.Model, row.CostNano!.Value)));
        Assert.Equal(ExportReader.NoModel, rows[1].Model);
    }

    [Fact]
    public void Anthropic_s_console_file()
    {
        const string Csv = "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count\n2026-11-20,claude-opus-5,\"App, one\",Default,standard,≤ 200k,46981,15969,0,10,16932,0\n";

        Assert.Equal(new ExportRow { Time = Day, Model = "claude-opus-5", Input = 62_960, Output = 16_932 }, Assert.Single(Read(Csv).Rows));
    }

    [Fact]
    public void OpenRouter_s_generations_have_ids()
    {
        var (rows, map) = Read("generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,variant\ngen-1,2026-11-20 03:46:57.713,0.0123,10389,137,openai/gpt-oss-120b,\n");

        Assert.Same(ExportMaps.OpenRouter, map);
        Assert.Equal(new ExportRow { Id = "gen-1", Time = Day.AddTicks(136_177_130_000), Model = "openai/gpt-oss-120b", Requests = 1, Input = 10_389, Output = 137, CostNano = 12_300_000m }, Assert.Single(rows));
    }

    [Fact]
    public void OpenRouter_s_activity_is_by_day()
    {
        var (rows, _) = Read("""{"data":[{"date":"2026-11-20 00:00:00","model":"openai/gpt-4.1","model_permaslug":"openai/gpt-4.1-2025-04-14","usage":0.015,"byok_usage_inference":0.012,"requests":5,"prompt_tokens":50,"completion_tokens":125,"reasoning_tokens":25}]}""");

        Assert.Equal(new ExportRow { Time = Day, Model = "openai/gpt-4.1", Requests = 5, Input = 50, Output = 125, CostNano = 15_000_000m }, Assert.Single(rows));
    }

    [Fact]
    public void Bedrock_s_log_is_an_object_a_line()
    {
        const string Log = """
            {"schemaType":"ModelInvocationLog","timestamp":"2026-11-20T04:37:00Z","requestId":"r-1","operation":"Converse","modelId":"arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-3-5-haiku-20241022-v1:0","input":{"inputTokenCount":150,"cacheReadInputTokenCount":7,"inputBodyJson":{"messages":[{"role":"user"}]}},"output":{"outputTokenCount":45,"outputBodyJson":{"usage":{"inputTokens":1}}}}
            {"schemaType":"ModelInvocationLog","timestamp":"2026-11-20T04:38:00Z","requestId":"r-2","modelId":"amazon.nova-micro-v1:0","input":{"inputTokenCount":1},"output":{"outputTokenCount":2}}
            """;
        var (rows, map) = Read(Log);

        Assert.Same(ExportMaps.Bedrock, map);
        Assert.Equal([("r-1", "us.anthropic.claude-3-5-haiku-20241022-v1:0", 157L, 45L), ("r-2", "amazon.nova-micro-v1:0", 1, 2)], rows.Select(static row => (row.Id!, row.Model, row.Input!.Value, row.Output!.Value)));
        Assert.All(rows, static row => Assert.Null(row.CostNano));
    }

    [Fact]
    public void Another_vendor_s_fields_are_named_by_a_map()
    {
        var (rows, _) = Read("\uFEFFday;name;\"in\";cached;out;usd\r\n2026-11-20;x;1;2;3;$1.5\r\n", ExportMap.Parse("time=day, model=name, input=in+cached, output=out, cost=usd"));

        Assert.Equal(new ExportRow { Time = Day, Model = "x", Input = 3, Output = 3, CostNano = 1_500_000_000m }, Assert.Single(rows));
    }

    [Theory]
    [InlineData("time=a")]
    [InlineData("time=a,model=b")]
    [InlineData("time=a,model=b,cost=")]
    [InlineData("time=a,model=b,price=c")]
    [InlineData("time=a,time=b,model=c,cost=d")]
    public void A_map_without_sense_is_refused(string map) => Assert.Throws<ExportFormatException>(() => ExportMap.Parse(map));

    [Theory]
    [InlineData("", "no rows")]
    [InlineData("a,b\n1,2\n", "No vendor's export")]
    [InlineData("{\"data\":[{\"start_time\"", "not JSON")]
    [InlineData("start_time,model,input_tokens\n2026-11-20,x\n", "Record 2 has 2 fields")]
    [InlineData("start_time,model,input_tokens\n2026-11-20,\"x,1\n", "no end")]
    [InlineData("start_time,model,input_tokens\n2026-11-20,x,1.5\n", "Row 1: input_tokens is no count")]
    [InlineData("start_time,model,input_tokens\n2026-11-20,x,-1\n", "Row 1: input_tokens is no count")]
    [InlineData("start_time,model,amount_value\n2026-11-20,x,NaN\n", "Row 1: amount_value is no amount")]
    [InlineData("start_time,model,input_tokens\nyesterday,x,1\n", "Row 1 has no time")]
    [InlineData("start_time,model,amount_value,amount_currency\n2026-11-20,x,1,eur\n", "Row 1 is in eur")]
    [InlineData("start_time;model;amount_value\n2026-11-20;x;0,42\n", "Row 1: amount_value is no amount: \"0,42\"")]
    [InlineData("start_time;model;amount_value\n2026-11-20;x;0,420\n", "Row 1: amount_value is no amount: \"0,420\"")]
    [InlineData("start_time;model;amount_value\n2026-11-20;x;1\n2026-11-20;x;1.234,56\n", "Row 2: amount_value is no amount: \"1.234,56\"")]
    [InlineData("start_time;model;amount_value\n2026-11-20;x;12,34,567\n", "Row 1: amount_value is no amount")]
    [InlineData("start_time;model;input_tokens\n2026-11-20;x;12,5\n", "Row 1: input_tokens is no count: \"12,5\"")]
    [InlineData("start_time,model,input_tokens\n05/11/2026,x,1\n", "Row 1 has no time that can be read in start_time: \"05/11/2026\"")]
    [InlineData("start_time,model,input_tokens\n2026-11,x,1\n", "Row 1 has no time")]
    [InlineData("start_time,model,input_tokens\n2026-13-01,x,1\n", "Row 1 has no time")]
    [InlineData("start_time,model,input_tokens\n20 Nov 2026,x,1\n", "Row 1 has no time")]
    public void What_can_t_be_read_says_why(string file, string why) =>
        Assert.Contains(why, Assert.Throws<ExportFormatException>(() => Read(file)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0.42", 420_000_000)]
    [InlineData("-0.42", -420_000_000)]
    [InlineData("-$0.42", -420_000_000)]
    [InlineData("$1,234.5", 1_234_500_000_000)]
    [InlineData("-1,234,567", -1_234_567_000_000_000)]
    [InlineData("1e-05", 10_000)]
    [InlineData("-2.5E-05", -25_000)]
    public void Amounts_are_written_with_a_point(string amount, long nano) =>
        Assert.Equal(nano, Assert.Single(Read($"start_time;model;amount_value\n2026-11-20;x;{amount}\n").Rows).CostNano);

    [Theory]
    [InlineData("2026-11-20", 0)]
    [InlineData("2026-11-20T01:30:00Z", 5400)]
    [InlineData("2026-11-20t01:30:00z", 5400)]
    [InlineData("2026-11-20 01:30", 5400)]
    [InlineData("2026-11-20 01:30:00.000", 5400)]
    [InlineData("2026-11-20 01:30:00 UTC", 5400)]
    [InlineData("2026-11-20T02:30:00.000000000+01:00", 5400)]
    [InlineData("2026-11-20 02:30:00+0100", 5400)]
    [InlineData("1795132800", 0)]
    public void Times_are_dates_moments_or_seconds(string time, long seconds) =>
        Assert.Equal(Day.AddSeconds(seconds), Assert.Single(Read($"start_time,model,input_tokens\n{time},x,1\n").Rows).Time);

    private static (IReadOnlyList<ExportRow> Rows, ExportMap Map) Read(string file, ExportMap? map = null) => ExportReader.Read(Encoding.UTF8.GetBytes(file), map);
}
