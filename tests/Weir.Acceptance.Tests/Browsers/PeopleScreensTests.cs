using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>Sign-in by the identity provider in a real browser, what each role then sees, and the users' page.</summary>
public sealed class PeopleScreensTests(SignOnGateway gateway, Chromium chromium) : IClassFixture<SignOnGateway>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_member_signs_in_and_sees_only_his_own(int width, ColorScheme scheme)
    {
        await using var visit = await SignInAsync("ada@example.org", null, width, scheme);
        await visit.SeeAsync("Usage");
        if (width > 600)
        {
            var navigation = visit.Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Pages" });
            await Assertions.Expect(navigation.GetByRole(AriaRole.Link)).ToHaveTextAsync(["Models", "Requests", "Usage", "Keys", "Budgets and limits"]);
        }

        await visit.GoAsync(gateway.Weir, "/keys", "Keys");
        await visit.SeeTextAsync("ada-laptop");
        await visit.SeeTextAsync("$20.00 monthly");
        await Assertions.Expect(visit.Page.GetByText("bob-laptop")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Button("Create a key")).ToHaveCountAsync(0);
        await visit.LookAsync("member-keys");
        await visit.GoAsync(gateway.Weir, "/budgets", "Budgets and limits");
        await visit.SeeTextAsync("No rate limits on you");
        await Assertions.Expect(visit.Button("Set a budget")).ToHaveCountAsync(0);
        await visit.LookAsync("member-budgets");
        await visit.GoAsync(gateway.Weir, "/people", "Users and teams");
        await visit.SeeTextAsync("You may not see this");
        await visit.LookAsync("not-allowed");
        foreach (var (path, title) in ((string, string)[])[("/models", "Models"), ("/requests", "Requests")])
        {
            await visit.GoAsync(gateway.Weir, path, title);
            await visit.LookAsync("member-" + title.ToLowerInvariant());
        }

        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task An_admin_adds_edits_and_removes_a_user(int width, ColorScheme scheme)
    {
        await using var visit = await SignInAsync("root@example.org", "ops", width, scheme);
        await visit.SeeAsync("Overview");
        await visit.GoAsync(gateway.Weir, "/people", "Users and teams");
        var name = $"grace-{width}@example.org";
        await visit.Button("Add a user").ClickAsync();
        await visit.Page.GetByLabel("Name").FillAsync(name);
        await visit.LookAsync("add-user");
        await visit.Button("Add").ClickAsync();
        await visit.SeeTextAsync(name);
        await visit.LookAsync("people");
        await visit.FitsAsync("people");

        await visit.Button("Edit " + name).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Role" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = "Manager: sees all, looks after keys and budgets" }).ClickAsync();
        await visit.Button("Save").ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = name }).GetByText("manager", new LocatorGetByTextOptions { Exact = true })).ToBeVisibleAsync();

        await visit.Button("Remove " + name).ClickAsync();
        await visit.SeeTextAsync("end at once and for good");
        await visit.LookAsync("remove-user");
        await visit.Button("Remove").ClickAsync();
        await visit.SeeTextAsync(name + " is removed");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_refused_sign_in_is_told_on_a_page_that_leads_back()
    {
        gateway.Provider.Person = new JsonObject { ["email"] = "ada@elsewhere.example", ["email_verified"] = true };
        await using var visit = await ConsoleVisit.OpenAsync(chromium, gateway.Weir, beside: gateway.Provider.Issuer);
        await visit.Page.GotoAsync(gateway.Weir.Url + "console/");
        await visit.SeeAsync("Sign in to Weir");
        await visit.LookAsync("sign-in-offer");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Sign in with Example" }).ClickAsync();
        await visit.SeeAsync("You are not signed in");
        await visit.SeeTextAsync("domain that may not sign in");
        await visit.LookAsync("sign-on-refused");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Back to the sign-in" }).ClickAsync();
        await visit.SeeAsync("Sign in to Weir");
        Assert.Empty(visit.Complaints);
    }

    private async Task<ConsoleVisit> SignInAsync(string email, string? group, int width, ColorScheme scheme)
    {
        gateway.Provider.Person = new JsonObject { ["email"] = email, ["email_verified"] = true, ["groups"] = group is null ? [] : new JsonArray(group) };
        var visit = await ConsoleVisit.OpenAsync(chromium, gateway.Weir, width, scheme, gateway.Provider.Issuer);
        await visit.Page.GotoAsync(gateway.Weir.Url + "console/");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Sign in with Example" }).ClickAsync();
        return visit;
    }
}
