"""Sentences of many trades for each element: said, and only seemingly said. Invented for these tests."""

SAID: dict[str, str] = {
    "impact": """
        The turnstiles at gate B stay shut.
        My colleagues in Lyon see someone else's calendar.
        Fuel cards are refused at motorway stations.
        The oven timer resets every hour.
        Lecture recordings have no sound.
        Tickets bought since Monday have the wrong seat.
        Parcels went to the wrong depot.
        Nurses must write the dose by hand.
        Cheques could not be cashed.
        The dashboard is stuck on yesterday.
        Voters were sent to the wrong hall.
        The pay button does nothing.
        Players get thrown out of the lobby.
        Receipts were mailed to strangers.
        The call centre is unreachable.
        Room temperature fell to 14 degrees in 40 flats.
        Listeners heard two songs at once.
        Streams stutter on smart TVs.
        Crews have to load the trucks by hand.
        The menu opens in Chinese.
        Patients waiting for lab results see a spinning wheel and nothing else.
        The door locks of the hostel stopped responding to the app at noon.
        Shoppers are sent back to an empty basket after they enter their address.
        Some invoices went out without the VAT number.
        Attendance recorded this morning has vanished from the register.
        Farmers get no readings from their soil sensors.
        Every second SMS code arrives after it has expired.
        The search box returns results from last year.
        Riders were double-charged for trips to the airport.
        Wheelchair bookings are being turned down by the form.
        Audio is choppy in calls with more than ten people.
        Videos play but the picture is green.
        The map puts all drivers in the wrong town.
        Salaries for March have not been paid out.
        Subtitles run about five seconds behind.
        Nobody with a student card gets through the gate.
        Photos taken in the app are saved upside down.
        Exported spreadsheets open with missing columns.
        Heating cannot be switched on from the panel.
        The kiosk prints tickets for the wrong day.
        Gift vouchers are rejected at the till.
        Webhooks arrive up to 20 minutes after the event.
        Sign-in loops back to the login page.
        Our phone line cuts off after the menu.
        Customers are unable to reach an agent.
        Push notifications are not going out.
        Readers in Norway hit a paywall although they subscribe.
        The app closes by itself when the camera opens.
        Two-factor codes never reach phones on the Orbit network.
        Order history looks empty for anyone who logged in today.
        Pages take more than 30 seconds to load.
        Deployments hang at the last step and have to be started again.
        Bets placed after 18:00 CET do not show up in the account.
        E-mail to addresses at two large providers bounces.
        The lift in the north building does not answer calls.
        Uploads time out after a minute.
        Prices appear in the wrong currency.
        Comments written yesterday were attributed to other members.
        Half of the tills can only take cash.
        The library's self-check machines are dark.
        Members were signed out and lost their drafts.
        There is no dial tone on landlines in the valley.
        Reports come out with last month's figures.
        Checkout keeps asking for the postcode again and again.
        Learners had to start the exam from the beginning.
        Water pressure is too low for showers above the third floor.
        Delivery slots are shown as full although they are free.
        Trains do not appear on the boards.
        Tenants received a reminder for rent that they had already paid.
        Loading a project gives a 500 error.
        Access to shared folders is blocked for guests.
        Response times of the portal have tripled, so forms are lost half-way.
        The scanner app freezes at the delivery address.
        Vehicles do not start charging when the cable is plugged in.
        Cash machines are dispensing no notes.
        Documents sent for signature are stuck in the outbox.
        Alerts for falls were not passed on to relatives.
        We're seeing failed payments for orders above 500 euros.
        Doctors have no access to X-ray images.
        Streams buffer every few seconds.
        """,
    "scope": """
        Staff at the Cardiff depot cannot clock in.
        Owners of a Mk2 thermostat see no data.
        Orders placed between 9:00 and 11:00 CET are missing.
        Only calls from mobile phones are dropped.
        1 in 20 uploads fails.
        Every customer whose plan renewed today was charged twice.
        Passengers on flights from Lagos cannot check in.
        Free accounts cannot export.
        Some 45 schools have no timetable.
        The fault is limited to the Android app.
        No one outside Canada is affected.
        Tablets with version 4.2 crash.
        Wholesale partners get no price list.
        Patients of three clinics are concerned.
        Between 10 and 15 percent of searches time out.
        Deliveries to the islands are late.
        All Premium members lost their playlists.
        Just under half of the sensors are silent.
        Postcodes beginning with LS have no gas.
        Employees working from home cannot connect.
        About 60 clinics are affected.
        This concerns 3% of all logins.
        Shops in the Nordics cannot take cards.
        Roughly one customer in eight sees the error.
        All tenants on the Frankfurt cluster are concerned.
        Only iOS users see it.
        It hits customers on the Pro plan.
        Users of the Windows client cannot connect.
        A third of our branches is offline.
        Up to 14,000 meters send no data.
        Hundreds of thousands of messages were late; we count 320,000.
        Members who joined after 1 May cannot book.
        Residents of Elmhurst have no water.
        Corporate clients get no statements.
        Anyone who logs in through Google is affected.
        The fault affects 7 of 40 depots.
        Every store in Wales is closed.
        Calls to numbers starting with 0800 fail.
        Two hospitals lost access.
        Nobody can log in at the moment.
        Visitors using Firefox see a blank page.
        First-year students are not on the list.
        12 out of 15 lifts stand still.
        Half the fleet is without GPS.
        Dealers outside the EU are not affected.
        """,
    "status": """
        We're on the case and have a first lead.
        Fixed at 10:05 UTC.
        The lines are stable.
        Things are getting better.
        We continue to work on a solution.
        Not solved yet.
        The all-clear was given at noon.
        The service is fully usable.
        Half of the stations are working again.
        The pumps run normally.
        This is now under control and we are observing.
        Update: repaired.
        The rollback has finished.
        The incident has been downgraded and remains open.
        Our engineers are looking into it.
        We know the cause and are fixing it.
        The fix is being rolled out.
        The problem persists.
        The situation has not changed.
        We are keeping a close eye on it after the restart.
        This has been sorted.
        Everything is working as it should again.
        The case is closed.
        The matter is settled.
        We consider this incident resolved.
        Service has returned to normal.
        Troubleshooting continues.
        Our teams are still on it: the incident is not over.
        The investigation has begun.
        A first mitigation is in place.
        We have stopped the release and are rolling back.
        Recovery is in progress and about half done.
        The outage is ongoing.
        The service is up and running.
        Power has been restored to all homes.
        Deliveries are back on schedule.
        We have found what is wrong.
        Current state: monitoring.
        We are still down.
        The issue has been fixed.
        Payments are flowing again.
        The problem has been traced to a cable.
        Normal service has resumed.
        Repairs are continuing tonight.
        """,
    "action": """
        Engineers are swapping the card.
        We are loading yesterday's copy.
        Our partner restarts the gateway.
        Two technicians drive to the mast.
        The courier has been asked to stop the vans.
        The second shift is sorting the parcels by hand.
        We have moved half of the traffic to Oslo.
        Work is under way to replace the cable.
        We're talking to the bank.
        A new certificate is being issued.
        I have asked the warehouse to send a new one.
        The data is being recovered from tape.
        Our database specialists are checking which records are missing.
        Our technicians are on their way to the site.
        We have taken the faulty node out of service.
        The bank's engineers are rebooting the gateway.
        We are going through the logs of the last hour.
        Traffic is being diverted to Dublin.
        We have opened a ticket with the carrier and are waiting for their answer.
        I have refunded the fee today.
        Lena is rolling back the release.
        The crew is replacing the pump.
        We are tracing the missing parcels one by one.
        Network is draining the pop.
        A spare part is being flown in.
        We're bringing the second site up.
        The vendor is analysing the dump.
        Extra staff have been put on the phones.
        I've passed your case on to our billing team.
        We rolled back the change and are watching the graphs.
        The team is rebuilding the index.
        """,
    "reader_action": """
        In the meantime, you can pay at the counter.
        Do not unplug the router.
        Please reinstall the app from the store.
        Should your card be refused, use another one.
        Shops may accept cash.
        There's nothing you have to do.
        Use the old link until Friday.
        Merchants: switch to manual capture.
        We recommend waiting with the import.
        Anyone affected should change the password.
        Affected users can work around this by clearing the cache.
        Logging out and in again helps.
        It is not necessary to contact us.
        Customers need not order again.
        You might want to download your file before noon.
        Advise guests to bring their printed ticket.
        Please use the website in the meantime.
        There is no need to resend your files.
        If you are stuck, restart the box.
        Customers can pay in the branch instead.
        You may see old data; reload the page to get the new one.
        As a workaround, export the list as CSV.
        Please hold off on new deployments.
        Avoid changing your password today.
        Keep your receipt.
        We advise against retrying the payment.
        No action is needed on your side.
        Tell callers that orders are safe and need not be repeated.
        Guests should come to the desk with their passport.
        Until this is solved, please work in offline mode.
        You don't have to do anything.
        Try again in an hour.
        Boil tap water before you drink it.
        Customers are asked to postpone large uploads.
        """,
    "prevention": """
        We have split the job in two so that one cannot block the other.
        An alarm now rings when the tank is half full.
        We no longer install updates on Fridays.
        The old switch has been taken out of the network for good.
        Each upload is scanned twice from today.
        The release procedure now contains a test on old phones.
        We've added more capacity and a warning at 80%.
        Certificates are now renewed automatically.
        The contract with the supplier now demands a second line.
        Since yesterday, two people approve such changes.
        We have trained the night shift and put the valve plan next to the valve.
        A fallback to the second provider is now tested weekly.
        The job now stops when the file is empty.
        We have put a limit on the number of parallel imports.
        From next week, every certificate is renewed 30 days before it ends.
        A second line has been ordered and will be in service on 1 July.
        We have changed the deployment so that one region is updated at a time.
        To keep this from happening again, the switch has been replaced by two.
        The alarm is now set to 70%.
        Backups are tested every Monday from now on.
        We have removed the setting that made this possible.
        In future, the plan is checked by a second person before work begins.
        A new check rejects tariffs without a date.
        Valves of this type will be exchanged at all sites by March.
        """,
    "cause": """
        A contractor's digger hit a fibre.
        The cooling in hall 2 had stopped.
        Our supplier changed an interface without notice.
        A wrong price file was imported on Monday.
        The queue was blocked by one oversized message.
        The reason was a typo in the tariff table.
        Too many connections were left open by the new version.
        An update of the browser blocked our cookies.
        Human interference was ruled out; a power surge destroyed the router.
        Memory ran full on all three servers.
        An electrician cut the feed by accident, as the site report shows.
        A faulty fan overheated the switch.
        The disk of the booking database was full.
        This happened because a licence ran out at midnight.
        The outage followed a change of the firewall rules.
        A software update introduced the fault.
        Root cause: wrong time zone in the scheduler.
        The trouble came from a defective valve.
        It was the result of a wrong entry in the routing table.
        We found that a script had deleted the price list.
        """,
    "protocol": """
        Any journalist goes straight to Corporate Communications.
        Clients with a contract are called by their account manager.
        Legal speaks with the authority.
        If asked about refunds, say that Finance decides.
        Route VIP callers to line 2.
        Nothing goes out without Sofia's approval.
        Questions? Write to #inc-412, not to the engineers.
        All contact with the supplier goes through Ken.
        You may tell customers the time, but not the cause.
        Don't mention the vendor.
        Requests from the press are answered by the press team only.
        Mario is our voice to the client.
        Journalists are to be sent to the press office.
        Only Mara speaks to the regulator.
        If the police ask, refer them to Legal.
        Do not give out times.
        All queries via the desk in Leeds.
        Please keep this inside the company.
        Partners hear from their account manager, not from us.
        Don't comment on social media.
        Escalate angry callers to the floor manager.
        Ops informs Support, Support informs shops.
        """,
    "owners": """
        Nadia takes the database, Per takes the network.
        IC: Tomas. Scribe: Aiko.
        The facilities team fetches the generator.
        Customer Care phones the ten largest accounts.
        Incident commander is Wanjiru.
        The contractor replaces the card tonight.
        """,
    "correction_mark": """
        We got the date wrong. Maintenance is on 4 June, not on 3 June.
        Yesterday we told you that no data was lost. That is not true: 40 drafts are gone.
        In the message of 10:00 we mixed up two stations. The pumps at Elm Road are out, those at Oak Road work.
        Erratum: it is 1,200 customers and not 120.
        We have to correct ourselves: the app is affected too.
        The earlier statement that cards are safe still holds, but the time we gave was wrong. It started at 7:00 CET.
        In our note of 9:00 we gave the wrong number: 40 shops are closed, not 14.
        We said it was fixed. It is not: two regions are still down.
        Correction: the maintenance starts on Tuesday and not on Monday, as we wrote.
        Our earlier message blamed the carrier; that was incorrect. The fault was in our own router.
        Please disregard the time in our last mail. The correct time is 18:00 CET.
        """,
    "started": """
        It began at 07:10 CET.
        Since about 3 pm EST, calls drop.
        At 14:05 UTC, logins started to fail.
        Start: 08:20 GMT
        The first errors appeared at 11:52 UTC.
        From 6.30 am BST onwards no tickets were printed.
        The lines went dead at 22:17 CET.
        """,
    "ended": """
        It was over at 09:40 CET.
        Everything was back at 16:12 BST.
        The disruption ended at 3:15 pm EDT.
        The interruption took 47 minutes in all.
        Since 18:05 UTC all orders go through again.
        Total downtime: 2 h 10 min.
        Recovery was complete by 04:30 UTC.
        """,
    "next_update": """
        We will share more at 16:00 CET.
        Please check this page again at 14:30 BST.
        Another post will be here by 9 am PST.
        We shall write to you on Tuesday at 10:00 CET.
        The team reports again at 18:00 UTC.
        Status calls every two hours.
        You'll get an answer from me by Friday, 17:00 CET.
        News on the hour, every hour.
        I'll ring you at 4 pm EST.
        Half-hourly updates until it is solved.
        Further information: 20:00 CET.
        Expect the next message within 60 minutes.
        We'll return with an update in an hour.
        Report 3 at 13:15 UTC.
        We'll be back at 15:00 CET with more.
        Expect news from us by 11:30 UTC.
        Updates every 20 minutes.
        The next bulletin is due at 18:00 BST.
        More at 9 pm EST.
        I will phone you tomorrow before noon CET.
        Another message will follow within the hour.
        We will report here again in 45 minutes.
        Next: 12:15 UTC
        Look out for our next e-mail at 10:00 CET.
        """,
    "service": """
        HarvestHub shows no readings.
        The ticket machines on platform 2 are dark.
        Problem with Lumo Pay in shops.
        Signing documents in DocSafe fails.
        The loyalty programme is not reachable.
        Voice mail is down.
        Live scores are frozen.
        """,
}
UNSAID: dict[str, str] = {
    "impact": """
        We are investigating the incident and will report soon.
        CPU load on the primary is at 98%.
        A certificate had not been renewed; that was the cause.
        We take this very seriously.
        No customer data was lost.
        The repair is under way.
        Replication lag is back to zero.
        If you cannot log in, please use the web version.
        We are sorry for the inconvenience.
        You will get an e-mail from us tonight.
        All orders go through again.
        The incident has been open since 10:00 CET.
        """,
    "scope": """
        Some users cannot log in.
        Several merchants report errors.
        Orders are late.
        A small number of players is affected.
        Two engineers are on site.
        The rollout is 80% complete.
        Certain regions are slow.
        Callers hear nothing.
        """,
    "status": """
        Customers cannot pay by card.
        We restarted the gateway at 10:02 UTC.
        Please use the website.
        We will tell you when it is fixed.
        Thank you for your patience.
        Your refund arrives on Monday.
        """,
    "action": """
        We are doing our best.
        The incident is open.
        Please restart the box.
        We take this seriously and apologise.
        The problem has been identified.
        Our thoughts are with everyone affected.
        Customers can pay in cash.
        We will keep you informed.
        """,
    "reader_action": """
        Please accept our apologies.
        Thank you for your patience.
        We appreciate your understanding and please stay with us.
        Questions go to the partner desk.
        You can order again since 12:00 CET.
        Customers cannot download their files.
        """,
    "prevention": """
        We will do everything to avoid this in the future.
        Everything is working again now.
        We are reviewing what happened.
        Lessons will be learned.
        Appropriate steps will be taken.
        You can now log in again.
        """,
    "cause": """
        The cause is not known yet.
        We are still looking for the reason.
        It may have been the new release.
        We apologise for any trouble this caused.
        The outage lasted two hours.
        """,
    "protocol": """
        We will inform you by e-mail.
        Please ask callers to reboot the box.
        The team is in contact with the carrier.
        Customers can pay in cash.
        """,
    "owners": """
        We are rolling back.
        The team is on it.
        Customers are informed by e-mail.
        The release is being rolled back.
        """,
    "started": """
        Next update at 11:00 CET.
        Service was restored at 10:40 UTC.
        We posted this at 09:15 UTC.
        It began last night.
        """,
    "ended": """
        It is over.
        The next update comes in two hours.
        It has been going on for two hours now.
        Parcels are about three hours late.
        """,
    "next_update": """
        We will update you soon.
        The fix should be ready by 15:00 CET.
        The maintenance ends at 18:00 CET.
        Our last update was at 10:00 CET.
        Trains run again every ten minutes.
        """,
    "service": """
        Our system is down.
        The app is slow.
        We have an incident.
        Some users in Canada see errors.
        """,
}
